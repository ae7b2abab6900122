using System.Linq;
using Hal.TwoWitnesses.Comparing;
using Hal.TwoWitnesses.Mutants;
using Xunit;

namespace Hal.TwoWitnesses.Tests;

/// <summary>
/// The control of the random test: mistakes in the engine are noticed. Here that all of them still fit the engine, and some of them run; the
/// long run has them all: <c>dotnet run --project tests/TwoWitnesses.LongRun -- mutants</c>.
/// </summary>
public sealed class MutantTests
{
    private static readonly MutantEngine s_engine = new();

    [Fact]
    public void Every_mutant_still_fits_the_engine()
    {
        Assert.True(EngineMutants.All.Length >= 20);
        foreach (EngineMutant mutant in EngineMutants.All)
        {
            Assert.NotEmpty(s_engine.Mutate(mutant)); // throws where its text is gone
        }
    }

    [Theory]
    [InlineData("a release ends nothing")]
    [InlineData("a path that leaves a try block does not run its finally")]
    [InlineData("a helper's release does not end what its caller holds")]
    public void The_programs_notice(string mistake) =>
        Assert.NotNull(MutantRun.Kill(s_engine.Load(EngineMutants.All.Single(mutant => mutant.Mistake == mistake))));

    [Fact]
    public void The_engine_as_it_is_compiled_the_same_way_agrees()
    {
        Tally tally = TwoWayRun.Run(s_engine.Load(null), seed: 1, first: 0, count: 200);
        Assert.Empty(tally.Disagreements);
        Assert.True(tally.Flagged > 0);
    }
}
