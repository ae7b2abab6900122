using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>Real shapes of driver code: the wrong ones are found on the marked line under the marked id, the right ones raise nothing.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Wrong => Files("Wrong");

    public static TheoryData<string> Right => Files("Right");

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_code_is_found(string file)
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "Corpus", file));
        Assert.NotEmpty(MarkedSource.Due(source));
        Flow.CheckFile(source);
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void Right_code_is_silent(string file)
    {
        string source = File.ReadAllText(Repository.PathOf("tests", "Corpus", file));
        Assert.Empty(MarkedSource.Due(source));
        Flow.CheckFile(source);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_code_has_its_corrected_twin(string file)
    {
        string twin = "Right" + file["Wrong".Length..];
        Assert.True(File.Exists(Repository.PathOf("tests", "Corpus", twin)), $"There is no {twin}: what the code of {file} should have been.");
    }

    private static TheoryData<string> Files(string folder)
    {
        string root = Repository.PathOf("tests", "Corpus");
        IEnumerable<string> files = Directory.GetFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .OrderBy(path => path, StringComparer.Ordinal);
        return [.. files];
    }
}
