import { Empty } from '../../components/Empty.tsx'

export default function Archive() {
  return <Empty title="Nothing is kept yet" />
}
