using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Analyzers;
using Hal.CodeFixes.Flow;
using Hal.Tests.Support;
using Xunit;

namespace Hal.CodeFixes.Tests;

/// <summary>Every fix on every file of wrong driver code: what is offered compiles, takes the finding away and brings no other, alone and in Fix All.</summary>
public sealed class CorpusFixTests
{
    public static TheoryData<string> Fixes => new(FlowFixRun.All.Select(fix => fix.GetType().Name));

    [Theory]
    [MemberData(nameof(Fixes))]
    public void Every_offer_is_kept(string name)
    {
        var fix = new FixRun(FlowFixRun.All.Single(fix => fix.GetType().Name == name), new ContractAnalyzer());
        IEnumerable<string> sources = Directory.GetFiles(Repository.PathOf("tests", "Corpus", "Wrong"), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .Where(source => MarkedSource.Due(source).Any(due => due.EndsWith(fix.Id, StringComparison.Ordinal)));
        int findings = 0;
        int offered = 0;
        foreach (string source in sources)
        {
            (int found, int mended) = fix.EveryOffer(source);
            findings += found;
            offered += mended;
        }

        // The corpus has what no fix is right for: jumps, several owners, shares in expressions. But for half of it there is one.
        Assert.True(offered > 0 && 2 * offered >= findings, $"{fix.Id}: something is offered for {offered} of {findings} findings.");
    }
}
