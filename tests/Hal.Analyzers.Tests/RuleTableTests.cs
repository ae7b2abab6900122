using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Hal.Analyzers.Rules;
using Hal.Generators;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>The table of all rules and the order at one call, in docs/rules/README.md: they are what descriptors, pages and rules say.</summary>
public sealed class RuleTableTests
{
    private static readonly string s_readme = File.ReadAllText(Repository.PathOf("docs", "rules", "README.md")).Replace("\r", string.Empty);

    [Fact]
    public void The_table_has_every_rule_as_its_descriptor_has_it() =>
        Assert.Equal(
            Descriptors().Select(Row),
            Regex.Matches(s_readme, @"^\| \[HAL\d{4}\].*$", RegexOptions.Multiline).Select(match => match.Value));

    [Fact]
    public void The_order_at_one_call_is_that_of_the_rules()
    {
        IEnumerable<string> ranks = typeof(FlowRule).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(FlowRule).IsAssignableFrom(type))
            .Select(type => (FlowRule)Activator.CreateInstance(type)!)
            .Where(rule => rule.Precedence > 0)
            .GroupBy(rule => rule.Precedence)
            .OrderByDescending(rank => rank.Key)
            .Select(rank => string.Join(", ", rank.Select(rule => rule.Descriptor.Id).Order(StringComparer.Ordinal)));
        Assert.Equal(ranks, Regex.Matches(s_readme, @"^\d+\. (HAL\d{4}(?:, HAL\d{4})*):", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
    }

    private static string Row(DiagnosticDescriptor rule)
    {
        string severity = rule.IsEnabledByDefault ? rule.DefaultSeverity.ToString().ToLowerInvariant() : "off";
        string contracts = Regex.Match(rule.MessageFormat.ToString(), @"\(contracts? ([CI\d, ]+)\)$").Groups[1].Value;
        return $"| [{rule.Id}]({rule.Id}.md) | {severity} | {contracts} | {RunTime(rule.Id)} | {rule.Title} |";
    }

    /// <summary>Who else finds it, as the page says on its third line.</summary>
    private static string RunTime(string id)
    {
        string page = Repository.PathOf("docs", "rules", id + ".md");
        string line = File.Exists(page) ? File.ReadAllLines(page)[2] : string.Empty;
        return string.Join(", ", new[] { "Checked", "FakeHal" }.Where(twin => line.Contains($"`{twin}<", StringComparison.Ordinal)));
    }

    private static IEnumerable<DiagnosticDescriptor> Descriptors()
    {
        IEnumerable<DiagnosticDescriptor> analyzed = typeof(ContractAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics);
        IEnumerable<DiagnosticDescriptor> generated = typeof(HalImplementationGenerator).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!);
        return analyzed.Concat(generated).DistinctBy(descriptor => descriptor.Id).OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);
    }
}
