using System;
using System.Collections.Immutable;
using System.Linq;
using Hal.Analyzers;
using Hal.CodeFixes.Flow;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>Applies the fixes of flow rules to members of a driver class.</summary>
internal sealed class FlowFixRun
{
    private readonly FixRun _run;

    /// <summary>Every fix of a flow rule: found by its type.</summary>
    public static ImmutableArray<FlowFix> All { get; } = typeof(FlowFix).Assembly.GetTypes()
        .Where(type => typeof(FlowFix).IsAssignableFrom(type) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (FlowFix)Activator.CreateInstance(type)!)
        .ToImmutableArray();

    public FlowFixRun(FlowFix fix) => _run = new FixRun(fix, new ContractAnalyzer());

    /// <summary>The fix of the first finding.</summary>
    public void Check(string members, string expected, int action = 0) =>
        Assert.Equal(expected, DriverSources.Unwrap(_run.First(DriverSources.Wrap(members), action)));

    /// <summary>Fix All in the document.</summary>
    public void CheckAll(string members, string expected, int action = 0) =>
        Assert.Equal(expected, DriverSources.Unwrap(_run.All(DriverSources.Wrap(members), action)));

    /// <summary>There is a finding, and nothing is offered for it.</summary>
    public void NotOffered(string members) => Assert.Empty(Titles(members));

    /// <summary>What is offered for the first finding.</summary>
    public string[] Titles(string members) => _run.Titles(DriverSources.Wrap(members));
}
