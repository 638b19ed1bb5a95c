import { Empty } from '../../components/Empty.tsx'

export default function Reports() {
  return <Empty title="Nothing to report yet" />
}
