import { ConsentScope, useConsent, usePurpose, type UseConsentOptions } from "@notice-consent/hooks";

/** A notice made by hand: any markup, the whole flow. */
export function HandMadeNotice(options: UseConsentOptions) {
  const consent = useConsent(options);
  const { actions, language, languages, status } = consent;
  const error = "error" in consent ? consent.error : undefined;
  const problem = error && <input type="button" onClick={actions.retry} value={`${error.message} Try again`} />;
  if (status === "recorded") return <output>Your choice is recorded.</output>;
  if (!("notice" in consent) || consent.notice === undefined) return problem;
  const { notice_text, purposes, privacy_policy_url, ...words } = consent.notice.active_config;
  const parts = purposes.map(({ uuid }) => <Purpose key={uuid} uuid={uuid} />);
  return (
    <ConsentScope consent={consent}>
      <form onSubmit={(event) => event.preventDefault()} lang={language.lang} dir={language.direction}>
        <h2>{words.notice_banner_heading}</h2>
        <select aria-label="Language" value={language.tag} onChange={({ target }) => actions.setLanguage(target.value)}>
          {languages.map(({ tag, lang, ownName }) => (
            <option key={tag} value={tag} lang={lang}>
              {ownName}
            </option>
          ))}
        </select>
        <p>{new DOMParser().parseFromString(notice_text, "text/html").body.textContent}</p>
        <a href={privacy_policy_url}>{words.privacy_policy_anchor_text}</a>
        {parts}
        <output>{status === "submitting" ? "One moment …" : problem}</output>
        <input type="button" onClick={actions.declineAll} value={words.decline_button_text} />
        <input type="submit" onClick={actions.save} value={words.confirm_button_text} />
        <input type="button" onClick={actions.acceptAll} value={words.accept_all_button_text} />
      </form>
    </ConsentScope>
  );
}

function Purpose({ uuid }: { readonly uuid: string }) {
  const { purpose, state, toggle, isTicked, setElement } = usePurpose(uuid);
  const shown = purpose.data_elements.filter(({ enabled }) => enabled);
  return (
    <fieldset>
      <legend>
        <Tick label={purpose.name} on={state !== "withheld"} onTick={toggle} />
      </legend>
      <p>{purpose.description}</p>
      {shown.map(({ uuid, name, required }) => (
        <Tick key={uuid} label={name} required={required} on={isTicked(uuid)} onTick={(on) => setElement(uuid, on)} />
      ))}
    </fieldset>
  );
}

function Tick(props: { label: string; on: boolean; required?: boolean; onTick: (on: boolean) => void }) {
  const { label, on, required, onTick } = props;
  return (
    <label>
      <input type="checkbox" required={required} checked={on} onChange={() => onTick(!on)} /> {label}
    </label>
  );
}
