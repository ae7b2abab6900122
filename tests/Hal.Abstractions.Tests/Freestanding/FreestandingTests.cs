using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Hal.Tests.Freestanding;

/// <summary>
/// Core/ compiles, as source, where there is no runtime at all: with a core library of our own that has the primitive types and nothing
/// else, a ThrowHelper of the platform's own and a generic driver.
/// </summary>
public class FreestandingTests
{
    private static readonly CSharpParseOptions ParseOptions =
        new CSharpParseOptions(LanguageVersion.CSharp12).WithPreprocessorSymbols("HAL_FREESTANDING");

    [Fact]
    public void Core_and_a_driver_compile_without_a_base_class_library()
    {
        CSharpCompilation compilation = Compile(Sources("Core/").Concat(Sources("Freestanding/")));

        Assert.Empty(compilation.GetDiagnostics());
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        using var pe = new PEReader(image);
        Assert.Empty(pe.GetMetadataReader().AssemblyReferences);
    }

    [Fact]
    public void Core_has_the_eight_types_of_the_design() =>
        Assert.Equal(
            ["BufferDirection", "DmaAllocation", "DmaBuffer", "HalConstants", "IHal", "PhysAddr", "Shared", "SharedScope"],
            Sources("Core/").Select(source => Path.GetFileNameWithoutExtension(source.Path)).Order());

    [Fact]
    public void A_call_of_the_base_class_library_would_be_seen()
    {
        var span = ("Core/Mistake.cs", "namespace Hal; public unsafe struct Mistake { public System.Span<byte> Bytes => default; }");
        CSharpCompilation compilation = Compile(Sources("Core/").Concat(Sources("Freestanding/")).Append(span));
        Assert.Contains(compilation.GetDiagnostics(), diagnostic => diagnostic.Id == "CS0234");
    }

    private static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources) =>
        CSharpCompilation.Create(
            "Firmware",
            sources.Select(source => CSharpSyntaxTree.ParseText(SourceText.From(source.Text, Encoding.UTF8), ParseOptions, source.Path)),
            references: [],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Disable, warningLevel: 9999));

    private static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        Assembly assembly = typeof(FreestandingTests).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, System.StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }
}
