import { useNotice, useSubmitConsent, type SubmitConsentOptions } from "@notice-consent/hooks";

/** Reading and sending as two hooks, with nothing between them but a form: the unsent ticks stay in the inputs. */
export function OwnFlow(options: SubmitConsentOptions) {
  const read = useNotice(options);
  const sending = useSubmitConsent(options);
  if (sending.status === "recorded") return <output>{`Recorded: ${sending.result.outcome}.`}</output>;
  switch (read.status) {
    case "reading":
      return <output>One moment …</output>;
    case "failed":
      return <button onClick={read.readAgain}>{`${read.error.message} Try again`}</button>;
    case "already-valid":
      return <output>Nothing is left to ask.</output>;
    case "ask":
      break;
    default:
      return read satisfies never;
  }
  const { notice } = read;
  const save = (form: FormData): void => {
    const ticked = (uuid: string): boolean => form.get(uuid) === "on";
    const draft = Object.fromEntries(
      notice.active_config.purposes.map(({ uuid, data_elements }) => [
        uuid,
        { selected: ticked(uuid), elements: Object.fromEntries(data_elements.map((one) => [one.uuid, ticked(uuid)])) },
      ]),
    );
    sending.submit({ act: "save", notice, draft, language: "en" });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(new FormData(event.currentTarget));
      }}
    >
      {notice.active_config.purposes.map(({ uuid, name }) => (
        <label key={uuid}>
          <input type="checkbox" name={uuid} /> {name}
        </label>
      ))}
      <button type="button" onClick={() => sending.submit({ act: "decline", notice, language: "en" })}>
        Decline
      </button>
      <button>Save</button>
      {sending.status === "unknown" && (
        <button type="button" onClick={sending.retry}>
          No answer came. Send it again
        </button>
      )}
    </form>
  );
}
