using System.Collections.Generic;
using System.Linq;
using Hal.Tests.Support;
using Hal.TwoWitnesses.Robustness;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>
/// Half-typed and cut-off driver code does the analyzers and the generator no harm. More of it: HALGEN_MUTANTS, or
/// <c>dotnet run --project tests/TwoWitnesses.LongRun -- robustness</c>. The fixes have their mutants in Hal.CodeFixes.Tests.
/// </summary>
public sealed class RobustnessTests
{
    [Fact]
    public void Mutants_of_driver_code()
    {
        int findings = Enumerable.Range(0, Hal.Tests.Support.Mutants.Count(300)).Sum(RobustnessRun.Mutant);
        Assert.True(findings > 100, "The mutants must still be worth a finding.");
    }

    [Fact]
    public void Code_without_a_HAL_has_no_finding()
    {
        // The compiler side of this repository speaks of HALs on every line and uses none.
        (IReadOnlyList<Diagnostic> findings, int lines) = RobustnessRun.Folder(Repository.PathOf("src", "Hal.Analyzers"));
        Assert.Empty(findings);
        Assert.True(lines > 5000);
    }
}
