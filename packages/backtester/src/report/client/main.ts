import { connectCharts } from './chart-hover.ts';
import { connectPriceCharts } from './price-chart.ts';
import { connectScaleToggles } from './scale-toggle.ts';
import { connectTables } from './sortable-table.ts';
import { connectThemeToggle } from './theme-toggle.ts';

document.documentElement.classList.add('scripted');
connectThemeToggle();
connectScaleToggles();
connectCharts();
connectTables();
connectPriceCharts();
