using System.Collections.Generic;
using System.IO;
using System.Linq;
using Hal.Analyzers.Semantics;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>Code that cannot use a HAL is told before any of it is looked at, and code that can never is taken for such.</summary>
public sealed class HalReferenceTests
{
    private const string Plain = "class Program { int half; string Halt(string shall) => shall; }";

    private const string Drivers =
        """
        using Hal;
        namespace Drivers;
        public class Ring<THal> : Dma<THal> where THal : struct, IHal { public Ring() : base(1, BufferDirection.Both) { } }
        public class Ring : Ring<Checked<NoHal>> { }
        public struct Request { public PhysAddr Address; }
        public unsafe struct NoHal : IHal
        {
            public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction) => default;
            public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;
            public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => null;
            public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default;
            public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction) { }
        }
        """;

    // Names nothing of Hal.Abstractions, so that its references do not either.
    private const string OverDrivers =
        """
        namespace Devices;
        public class Device : Drivers.Ring { public int Number() => 1; }
        public struct Slot { public Drivers.Request Request; }
        public static class Slots
        {
            public static Slot First() => default;
            public static int Count() => 0;
        }
        """;

    [Fact]
    public void Code_that_does_not_reference_the_package_is_left_alone() =>
        Assert.Null(KnownTypes.TryCreate(TestCompilation.Create([("Plain.cs", Plain)], TestCompilation.FrameworkReferences)));

    [Fact]
    public void Code_that_references_the_package_and_never_names_it_is_left_alone() => Assert.Null(KnownTypes.TryCreate(TestCompilation.Create(Plain)));

    [Theory]
    [InlineData("global using Hal;")]
    [InlineData("namespace Hal.Drivers;")]
    [InlineData("using A = global::Hal.PhysAddr;")]
    [InlineData("class Named { @Hal.PhysAddr address; }")]
    [InlineData("class Named { Hal . PhysAddr address; }")]
    public void Code_that_names_the_package_anywhere_is_analysed(string naming) => Assert.NotNull(KnownTypes.TryCreate(TestCompilation.Create(Plain, naming)));

    [Fact]
    public void The_name_is_found_at_every_place_of_a_text()
    {
        for (int length = 8150; length < 8250; length++)
        {
            string before = new string(' ', length);
            Assert.NotNull(KnownTypes.TryCreate(TestCompilation.Create(before + "using Hal;")));
            Assert.Null(KnownTypes.TryCreate(TestCompilation.Create(before + "using Hall;")));
            Assert.Null(KnownTypes.TryCreate(TestCompilation.Create(before + "using SHal;")));
        }

        Assert.NotNull(KnownTypes.TryCreate(TestCompilation.Create("//Hal")));
    }

    [Fact]
    public void A_library_over_a_library_of_drivers_is_known_to_have_their_types()
    {
        MetadataReference drivers = Compile("Drivers", Drivers, TestCompilation.References);
        MetadataReference devices = Compile("Devices", OverDrivers, TestCompilation.References.Append(drivers));
        CSharpCompilation program = TestCompilation.Create([("Plain.cs", Plain)], [.. TestCompilation.References, devices, drivers]);

        var known = KnownTypes.TryCreate(program);
        Assert.NotNull(known);
        var tracked = new TrackedTypes(known);
        Assert.True(tracked.Concern(Method(program, "Devices.Device", "Number")));
        Assert.True(tracked.Concern(Method(program, "Devices.Slots", "First")));
        Assert.False(tracked.Concern(Method(program, "Devices.Slots", "Count")));
        Assert.False(tracked.Concern(Method(program, "System.Console", "Beep")));
    }

    private static IMethodSymbol Method(Compilation compilation, string type, string name) =>
        (IMethodSymbol)compilation.GetTypeByMetadataName(type)!.GetMembers(name).First();

    private static PortableExecutableReference Compile(string name, string source, IEnumerable<MetadataReference> references)
    {
        using var image = new MemoryStream();
        var result = TestCompilation.Create([($"{name}.cs", source)], references, assemblyName: name).Emit(image);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        image.Position = 0;
        return MetadataReference.CreateFromStream(image);
    }
}
