using System;
using System.IO;
using Hal.Benchmarks;

// Report FIGURES ROOT: reads the figures of benchmarks/run.sh and writes docs/performance.md of the repository at ROOT, the plots beside it, and the sentence
// of the README that says what the package costs.
if (args is not [string figures, string root])
{
    Console.Error.WriteLine("Report FIGURES ROOT");
    return 2;
}

var measured = new Figures(figures);
PerformancePage.Write(measured, Path.Combine(root, "docs"));
ReadmeCosts.Write(measured, Path.Combine(root, "README.md"));
return 0;
