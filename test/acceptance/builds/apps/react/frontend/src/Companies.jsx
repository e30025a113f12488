const RELEASE = '1';

export default function Companies() {
  return <h2>List of companies {RELEASE}</h2>;
}
