using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;
using Hal.Tests.Support;
using Xunit;

namespace Hal.Package.Tests;

public sealed class PackageTests(PackedPackage package) : IClassFixture<PackedPackage>
{
    private static readonly string[] CompilerDlls = ["Hal.Analyzers.dll", "Hal.CodeFixes.dll", "Hal.Generators.dll"];

    [Fact]
    public void Holds_the_library_the_three_compiler_dlls_and_the_props() => Assert.Equal(
        [
            "README.md",
            "analyzers/dotnet/cs/Hal.Analyzers.dll",
            "analyzers/dotnet/cs/Hal.CodeFixes.dll",
            "analyzers/dotnet/cs/Hal.Generators.dll",
            "build/HalGen.props",
            "buildTransitive/HalGen.props",
            "lib/net8.0/Hal.Abstractions.dll",
            "lib/net8.0/Hal.Abstractions.xml",
        ],
        package.First.Keys.Where(name => !name.StartsWith("_rels/") && !name.StartsWith("package/") && name is not ("[Content_Types].xml" or "HalGen.nuspec")));

    [Fact]
    public void The_props_are_the_same_file_twice() => Assert.Equal(package.First["build/HalGen.props"], package.First["buildTransitive/HalGen.props"]);

    [Fact]
    public void Its_metadata_is_complete_and_it_depends_on_nothing()
    {
        XElement metadata = XDocument.Parse(Encoding.UTF8.GetString(package.First["HalGen.nuspec"]).TrimStart('\uFEFF')).Root!.Elements().Single();
        XElement? Element(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
        Assert.Equal("HalGen", Element("id")!.Value);
        Assert.Equal("MIT", Element("license")!.Value);
        Assert.Equal("expression", Element("license")!.Attribute("type")!.Value);
        Assert.Equal("README.md", Element("readme")!.Value);
        Assert.NotEmpty(Element("description")!.Value);
        Assert.Equal("git", Element("repository")!.Attribute("type")!.Value);
        Assert.StartsWith("https://", Element("repository")!.Attribute("url")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", Element("repository")!.Attribute("commit")!.Value);
        Assert.DoesNotContain(Element("dependencies")!.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void Its_readme_is_the_repositorys() => Assert.Equal(File.ReadAllBytes(Repository.PathOf("README.md")), package.First["README.md"]);

    [Fact]
    public void Its_symbols_are_packed_or_embedded()
    {
        using ZipArchive symbols = ZipFile.OpenRead(package.SymbolPackage);
        Assert.Contains(symbols.Entries, entry => entry.FullName == "lib/net8.0/Hal.Abstractions.pdb");
        foreach (string name in CompilerDlls)
        {
            using PEReader dll = Open("analyzers/dotnet/cs/" + name);
            Assert.Contains(dll.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        }
    }

    [Fact]
    public void Two_packs_from_nothing_give_the_same_bytes()
    {
        string[] compared = package.First.Keys.Where(name => name.EndsWith(".dll") || name.EndsWith(".xml") || name.EndsWith(".props")).ToArray();
        Assert.True(compared.Length >= 7);
        Assert.All(compared.Where(name => name != "[Content_Types].xml"), name => Assert.True(package.First[name].AsSpan().SequenceEqual(package.Second[name]), name + " differs"));
    }

    [Fact]
    public void No_path_of_this_machine_is_in_it() => Assert.All(
        package.First.Where(file => !file.Key.EndsWith(".nuspec")),
        file => Assert.DoesNotContain(Repository.Root, Encoding.UTF8.GetString(file.Value)));

    [Fact]
    public void The_compiler_dlls_load_into_the_oldest_compiler_that_is_supported()
    {
        foreach (string name in CompilerDlls)
        {
            foreach ((string reference, Version version) in References("analyzers/dotnet/cs/" + name))
            {
                Version newest = reference switch
                {
                    _ when reference.StartsWith("Microsoft.CodeAnalysis") => new Version(4, 8, 0, 0),
                    _ when reference.StartsWith("Hal.") => new Version(99, 0),
                    "netstandard" => new Version(2, 0, 0, 0),
                    _ => new Version(7, 0, 0, 0), // What Roslyn 4.8.0 itself brings: System.Collections.Immutable 7 and older.
                };
                Assert.True(version <= newest, $"{name} references {reference} {version}, newer than {newest}.");
            }
        }
    }

    [Fact]
    public void Only_the_code_fixes_reference_workspaces()
    {
        Assert.Contains(References("analyzers/dotnet/cs/Hal.CodeFixes.dll"), reference => reference.Name.Contains("Workspaces"));
        Assert.DoesNotContain(References("analyzers/dotnet/cs/Hal.Analyzers.dll"), reference => reference.Name.Contains("Workspaces"));
        Assert.DoesNotContain(References("analyzers/dotnet/cs/Hal.Generators.dll"), reference => reference.Name.Contains("Workspaces"));
    }

    [Theory]
    [InlineData(Consumer.Valid, "16 1")]
    [InlineData(Consumer.Transitive, "16 1")]
    [InlineData(Consumer.Bystander, "1")]
    public void A_right_consumer_builds_without_a_word_and_runs(string consumer, string output)
    {
        Assert.Empty(package.Said(consumer));
        Assert.Equal(output, package.Run(consumer));
    }

    [Theory]
    [InlineData(Consumer.Mistake)]
    [InlineData(Consumer.TransitiveMistake)]
    public void A_mistake_fails_a_build_with_warnings_as_errors(string consumer)
    {
        string line = Assert.Single(package.Said(consumer));
        Assert.Contains("error HAL1001", line);
        Assert.StartsWith("Program.cs(", line);
    }

    [Fact]
    public void A_compiler_that_is_too_old_is_named()
    {
        string line = Assert.Single(package.Said(Consumer.OldCompiler));
        Assert.Contains("warning HALGEN001: HalGen needs the C# compiler of the .NET 8 SDK (Roslyn 4.8) or later, and this one is 'roslyn4.6'", line);
    }

    // Where nothing can be bound, the compiler stops at what the generator reports, before it looks for the Binding that the driver names.
    [Theory]
    [InlineData("HAL0001", "HAL0001")]
    [InlineData("HAL0001Driven", "HAL0001")]
    [InlineData("HAL0002", "HAL0002")]
    [InlineData("HAL0002Driven", "HAL0002")]
    [InlineData("HAL0003", "HAL0003")]
    [InlineData("HAL0003Driven", "HAL0003")]
    [InlineData("HAL0004", "HAL0004")]
    [InlineData("HAL0004Driven", "HAL0004")]
    [InlineData("HAL0005", "CS0227 HAL0005")]
    [InlineData("HAL0005Driven", "CS0227 HAL0005")]
    public void A_build_says_what_is_wrong_with_a_HAL_class(string consumer, string ids)
    {
        Assert.Equal(ids, string.Join(' ', package.Ids(consumer)));
        Assert.Single(package.Said(consumer), line => line.Contains("error " + consumer[..7]));
        Assert.All(package.Said(consumer), line => Assert.StartsWith("Program.cs(", line)); // Nothing is said of generated code.
    }

    private IEnumerable<(string Name, Version Version)> References(string dll)
    {
        using PEReader reader = Open(dll);
        MetadataReader metadata = reader.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(metadata.GetAssemblyReference)
            .Select(reference => (metadata.GetString(reference.Name), reference.Version))
            .ToArray();
    }

    private PEReader Open(string dll) => new(new MemoryStream(package.First[dll]));
}
