import { tokens } from "./tokens.ts";

/** Every token of the stylesheet with its default. [UI-T7] */
export function TokenTable() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Token</th>
          <th scope="col">Meaning</th>
          <th scope="col">Default</th>
          <th scope="col">On dark</th>
        </tr>
      </thead>
      <tbody>
        {tokens.map(({ name, meaning, light, dark, isForBrands }) => (
          <tr key={name}>
            <th scope="row" style={{ textAlign: "start", fontWeight: isForBrands ? 700 : 400 }}>
              <code>{name}</code>
            </th>
            <td>{meaning}</td>
            <td>
              <code>{light}</code>
            </td>
            <td>{dark !== undefined && <code>{dark}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
