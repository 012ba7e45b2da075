import { mount } from 'svelte'
import { readReportFile } from './report/report-file.ts'
import Shared from './Shared.svelte'
import './styles/page.css'

const target = document.getElementById('page')
if (target) mount(Shared, { target, props: { read: readReportFile } })
