/** What the person typed, cleaned: the e-mail trimmed and in lower case, the name trimmed. */
export interface RegistrationForm {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What is wrong with each field, as a sentence for the person. */
export type FieldErrors = Partial<Record<keyof RegistrationForm, string>>;

/** A form that can be registered, or what to correct. */
export type CheckedForm =
  | { readonly status: "complete"; readonly form: RegistrationForm }
  | { readonly status: "incomplete"; readonly fields: FieldErrors };

/** Shortest password that is taken. */
export const passwordLength = 10;

// A name, an @, a domain with a dot; whether the address exists only a message to it can tell.
const email = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** The same check for the page and for the route. */
export function checkForm(typed: Readonly<Record<string, unknown>>): CheckedForm {
  const text = (field: keyof RegistrationForm) => (typeof typed[field] === "string" ? typed[field] : "");
  const form = { name: text("name").trim(), email: text("email").trim().toLowerCase(), password: text("password") };
  const fields: FieldErrors = {
    ...(form.name === "" && { name: "Enter your full name." }),
    ...(form.name.length > 120 && { name: "Enter a name of at most 120 characters." }),
    ...(!email.test(form.email) && { email: "Enter your e-mail address, for example asha@example.com." }),
    ...(form.email.length > 254 && { email: "Enter an e-mail address of at most 254 characters." }),
    ...(form.email === "" && { email: "Enter your e-mail address." }),
    ...(form.password.length < passwordLength && {
      password: `Choose a password of at least ${passwordLength} characters.`,
    }),
    ...(form.password.length > 200 && { password: "Choose a password of at most 200 characters." }),
  };
  return Object.keys(fields).length === 0 ? { status: "complete", form } : { status: "incomplete", fields };
}
