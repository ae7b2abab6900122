using System.Collections.Generic;

namespace Hal.Package.Tests;

/// <summary>A project that uses the package, as someone's first try would look.</summary>
internal sealed record Consumer(string Name, string Source, string Properties = "", string References = Consumer.ToPackage)
{
    private const string ToPackage = "<PackageReference Include=\"HalGen\" Version=\"VERSION\" />";

    private const string Members = """
            private static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
                byte* memory = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
                System.Runtime.InteropServices.NativeMemory.Clear(memory, pages * HalConstants.PageSize);
                return new DmaAllocation(new PhysAddr((ulong)memory), memory);
            }

            private static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
            {
                System.Runtime.InteropServices.NativeMemory.AlignedFree(vaddr);
                return 0;
            }

            private static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

            private static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new PhysAddr((ulong)buffer.Pointer);

            private static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }
        """;

    private const string Driver = """

        // Written for any HAL.
        public static unsafe class Driver<THal> where THal : struct, IHal
        {
            public static ulong Transfer()
            {
                using var dma = new Dma<THal>(1, BufferDirection.Both);
                DmaBuffer buffer = dma.Slice(16, 8);
                PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
                THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
                return paddr - dma.Paddr;
            }
        }
        """;

    private const string UseOfTheHal = """

        public static class Program
        {
            public static void Main()
            {
                using var dma = new MyHal.Dma(1, BufferDirection.Both);
                System.Console.WriteLine($"{Driver<MyHal.Binding>.Transfer()} {dma.Pages}");
            }
        }
        """;

    /// <summary>Code that is right; with warnings as errors.</summary>
    public const string Valid = nameof(Valid);

    /// <summary>A right project that reaches the package through <see cref="Library"/>.</summary>
    public const string Transitive = nameof(Transitive);

    /// <summary>The contract broken in plain sight, warnings as errors.</summary>
    public const string Mistake = nameof(Mistake);

    /// <summary>The same mistake, the package reached through <see cref="Library"/>.</summary>
    public const string TransitiveMistake = nameof(TransitiveMistake);

    /// <summary>A library of drivers, which the transitive consumers reference.</summary>
    public const string Library = nameof(Library);

    /// <summary>A project that adds the package and nothing else, without unsafe code.</summary>
    public const string Bystander = nameof(Bystander);

    /// <summary>A build that says its compiler is older than the package supports.</summary>
    public const string OldCompiler = nameof(OldCompiler);

    public static IReadOnlyList<Consumer> All { get; } =
    [
        new(Valid, Hal() + Driver + UseOfTheHal),
        new(Library, "using Hal;\n" + Driver, "<OutputType>Library</OutputType>"),
        new(Transitive, Hal() + UseOfTheHal, References: ToLibrary),
        new(Mistake, Hal() + WrongUse),
        new(TransitiveMistake, Hal() + WrongUse, References: ToLibrary),
        new(Bystander, "System.Console.WriteLine(1);", "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>"),
        new(OldCompiler, "System.Console.WriteLine(1);", "<TreatWarningsAsErrors>false</TreatWarningsAsErrors>"),

        // Each definition rule, alone and with a driver that uses the broken class.
        .. Broken("HAL0001", Hal("public static unsafe class")),
        .. Broken("HAL0002", Hal().Replace(" Share(", " Other(")),
        .. Broken("HAL0003", Hal().Replace("PhysAddr Share(DmaBuffer buffer,", "PhysAddr Share(in DmaBuffer buffer,")),
        .. Broken("HAL0004", Hal().Replace("private static int DmaDealloc", "private static int Dma() => 0; private static int DmaDealloc")),
        .. Broken("HAL0005", Hal(), "<AllowUnsafeBlocks>false</AllowUnsafeBlocks>"),
    ];

    private static string ToLibrary => $"<ProjectReference Include=\"../{Library}/{Library}.csproj\" />";

    private static string WrongUse => """

        public static unsafe class Program
        {
            public static void Main()
            {
                byte value = 1;
                DmaBuffer buffer = DmaBuffer.Of(&value);
                MyHal.Binding.Unshare(new PhysAddr(4096), buffer, BufferDirection.Both);
            }
        }
        """;

    public string Project(string version) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <Nullable>enable</Nullable>
            <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <EmitCompilerGeneratedFiles>true</EmitCompilerGeneratedFiles>
            {Properties}
          </PropertyGroup>
          <ItemGroup>
            {References.Replace("VERSION", version)}
          </ItemGroup>
        </Project>
        """;

    private static IEnumerable<Consumer> Broken(string id, string hal, string properties = "") =>
    [
        new(id, hal + "\npublic static class Program { public static void Main() { } }", properties),
        new(id + "Driven", hal + Driver + UseOfTheHal, properties),
    ];

    private static string Hal(string declaration = "public static unsafe partial class") =>
        $"using Hal;\n\n[HalImplementation]\n{declaration} MyHal\n{{\n{Members}\n}}\n";
}
