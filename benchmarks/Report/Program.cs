using System;
using Hal.Benchmarks;

// Report FIGURES DOCS: reads the figures of benchmarks/run.sh and writes DOCS/performance.md and the plots beside it.
if (args is not [string figures, string docs])
{
    Console.Error.WriteLine("Report FIGURES DOCS");
    return 2;
}

PerformancePage.Write(new Figures(figures), docs);
return 0;
