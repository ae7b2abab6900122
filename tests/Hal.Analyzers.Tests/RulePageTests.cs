using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Analyzers.Implementation;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>
/// The code on the pages of the flow rules and of the rules on HALs: what a page calls flagged is flagged, what it calls fixed is not. The former are members of a driver, the latter of a HAL.
/// </summary>
public sealed class RulePageTests
{
    private static readonly Regex s_section = new(@"^## (?<name>.+?)\n(?<text>.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);
    private static readonly Regex s_code = new(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline);

    private static readonly HashSet<string> s_offByDefault =
        new ContractAnalyzer().SupportedDiagnostics.Where(descriptor => !descriptor.IsEnabledByDefault).Select(descriptor => descriptor.Id).ToHashSet();

    private static readonly HashSet<string> s_onHals = new ImplementationAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id).ToHashSet();

    public static TheoryData<string> Pages =>
    [
        .. new ContractAnalyzer().SupportedDiagnostics.Concat(new ImplementationAnalyzer().SupportedDiagnostics).Select(descriptor => descriptor.Id).Where(id => id != "HAL9001").Distinct().Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_code_of_a_page_does_what_the_page_says(string id)
    {
        string page = File.ReadAllText(Repository.PathOf("docs", "rules", id + ".md")).Replace("\r", string.Empty);
        string[] flagged = Code(page, "Flagged");
        string[] fixed_ = Code(page, "Fix");
        Assert.NotEmpty(flagged);
        Assert.NotEmpty(fixed_);

        // A rule that is off by default is on for its own page; on every other it stays off.
        bool enableAll = s_offByDefault.Contains(id);

        // On a page the mark is a plain comment that names the rule.
        foreach (string code in flagged)
        {
            string marked = Regex.Replace(code, $"// {id}\\b", $"//! {id}");
            Assert.NotEmpty(MarkedSource.Due(marked));
            Check(id, "\n" + marked, enableAll);
        }

        foreach (string code in fixed_)
        {
            Check(id, "\n" + code, enableAll);
        }
    }

    private static void Check(string id, string code, bool enableAll)
    {
        if (s_onHals.Contains(id))
        {
            Implementation.Check(code);
        }
        else
        {
            Flow.Check(code, enableAll);
        }
    }

    private static string[] Code(string page, string section) => s_section.Matches(page)
        .Where(match => match.Groups["name"].Value == section)
        .SelectMany(match => s_code.Matches(match.Groups["text"].Value))
        .Select(match => match.Groups["code"].Value)
        .ToArray();
}
