using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Hal.Tests.Support;

/// <summary>Sources of drivers, with the devices they drive in an assembly of their own.</summary>
internal static class DriverSources
{
    private const string Head =
        "using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using System.Runtime.InteropServices; " +
        "using Hal; using Devices; using static Hal.BufferDirection; " +
        "unsafe partial class Driver<THal> where THal : struct, IHal { readonly Device device = new(); readonly Queue queue = new(); ";

    private const string Tail = "\n}";

    private static readonly Lazy<MetadataReference> s_devices = new(CompileDevices);

    /// <summary>The devices of the corpus: signatures without bodies.</summary>
    public static MetadataReference Devices => s_devices.Value;

    /// <summary>Puts members into a driver class, on the first line, so that line numbers stay small.</summary>
    public static string Wrap(string members) => Head + members + Tail;

    /// <summary>The members of a source that <see cref="Wrap"/> made.</summary>
    public static string Unwrap(string source)
    {
        Assert.StartsWith(Head, source);
        Assert.EndsWith(Tail, source);
        return source[Head.Length..^Tail.Length];
    }

    private static MetadataReference CompileDevices()
    {
        IEnumerable<(string, string)> sources = Directory.GetFiles(Repository.PathOf("tests", "Corpus", "Devices"), "*.cs")
            .OrderBy(path => path, StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path)));
        var stream = new MemoryStream();
        var emitted = TestCompilation.Create(sources, TestCompilation.References, assemblyName: "Devices").Emit(stream);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics));
        stream.Position = 0;
        return MetadataReference.CreateFromStream(stream);
    }
}
