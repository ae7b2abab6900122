using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Consistency.Tests;

/// <summary>Every link from one of the repository's pages to a file of the repository leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Repository.Root, "*.md")
            .Concat(Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Repository.PathOf("samples"), "README.md", SearchOption.AllDirectories))
            .Select(page => Path.GetRelativePath(Repository.Root, page))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files(string page) => Assert.Empty(Dead(page, File.ReadAllText(Repository.PathOf(page))));

    [Fact]
    public void A_dead_link_is_caught() => Assert.Equal(["gone.md"], Dead("README.md", "[a](docs/architecture.md#x) [b](gone.md) [c](https://example.org) [d](#here)"));

    private static IEnumerable<string> Dead(string page, string text) => Regex.Matches(text, @"\]\(([^)\s]+)\)")
        .Select(match => match.Groups[1].Value)
        .Where(target => !target.Contains("://") && !target.StartsWith('#'))
        .Where(target => !Path.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target.Split('#')[0])));
}
