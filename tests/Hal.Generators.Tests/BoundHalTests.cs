using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Hal.Generators.Model;
using Hal.Generators.Output;
using Hal.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace Hal.Generators.Tests;

/// <summary>What a HAL class may look like: each shape is bound, compiles without a diagnostic, and where it matters, runs.</summary>
public sealed class BoundHalTests
{
    private const string Driver = """

        public static unsafe class Program
        {
            // A driver that knows no platform: memory from the HAL, a share and its end.
            public static ulong Drive<THal>() where THal : struct, IHal
            {
                using var dma = new Dma<THal>(2, BufferDirection.Both);
                DmaBuffer buffer = dma.Slice(16, 8);
                PhysAddr paddr = THal.Share(buffer, BufferDirection.DriverToDevice);
                THal.Unshare(paddr, buffer, BufferDirection.DriverToDevice);
                THal.Abandoned(paddr);
                return paddr - dma.Paddr;
            }
        """;

    [Fact]
    public void Private_members_run_through_the_binding()
    {
        string log = Run(HalSources.File(HalSources.Hal("QemuHal") + Driver + """

                public static string Main() => Drive<QemuHal.Binding>().ToString();
            }
            """));
        Assert.Equal("16", log);
    }

    [Fact]
    public void The_nested_Dma_creates_its_own_type()
    {
        string log = Run(HalSources.File(HalSources.Hal("QemuHal") + """

            public static unsafe class Program
            {
                public static string Main()
                {
                    using (var first = new QemuHal.Dma(1, BufferDirection.Both))
                    {
                        first.Vaddr(0)[0] = 1;
                    }

                    if (!QemuHal.Dma.TryCreate(3, BufferDirection.DeviceToDriver, out var dma))
                    {
                        return "none";
                    }

                    using (dma)
                    {
                        return dma.GetType().ToString() + " " + dma.Pages + " " + dma.Direction;
                    }
                }
            }
            """));
        Assert.Equal("Demo.QemuHal+Dma 3 DeviceToDriver", log);
    }

    [Fact]
    public void TryCreate_returns_false_where_the_HAL_has_no_memory()
    {
        string log = Run(HalSources.File(HalSources.Hal("PoorHal").Replace("return new DmaAllocation(new PhysAddr((ulong)memory), memory);", "return default;") + """

            public static unsafe class Program
            {
                public static string Main() => PoorHal.Dma.TryCreate(1, BufferDirection.Both, out PoorHal.Dma? dma) + " " + (dma is null);
            }
            """));
        Assert.Equal("False True", log);
    }

    [Fact]
    public void An_optional_member_of_the_class_is_called()
    {
        string log = Run(HalSources.File(HalSources.Hal("LeakyHal") + """

            public static unsafe partial class LeakyHal
            {
                public static int Calls;

                private static void Abandoned(PhysAddr paddr) => Calls++;
            }
            """ + Driver + """

                public static string Main() => Drive<LeakyHal.Binding>() + " " + LeakyHal.Calls;
            }
            """));
        Assert.Equal("16 1", log);
    }

    [Fact]
    public void A_method_named_as_an_optional_member_with_another_signature_is_left_alone()
    {
        GeneratorRun run = Bind(HalSources.File(HalSources.Hal("QemuHal") + "\npublic static partial class QemuHal { static void Abandoned(string reason) { } }"));
        Assert.DoesNotContain("Abandoned", run.Files.Single().SourceText.ToString());
    }

    [Fact]
    public void Each_type_argument_of_a_generic_HAL_has_its_own_state()
    {
        string log = Run(HalSources.File(HalSources.Hal("VfioHal<TDomain>")
            .Replace("return 0;", "Frees++; return 0;")
            .Replace("private static int DmaDealloc", "public static int Frees; private static int DmaDealloc") + """

            public struct One;
            public struct Two;
            """ + Driver + """

                public static string Main()
                {
                    Drive<VfioHal<One>.Binding>();
                    Drive<VfioHal<One>.Binding>();
                    Drive<VfioHal<Two>.Binding>();
                    return VfioHal<One>.Frees + " " + VfioHal<Two>.Frees;
                }
            }
            """));
        Assert.Equal("2 1", log);
    }

    [Fact]
    public void A_missing_member_throws_what_is_missing_when_it_is_called()
    {
        GeneratorRun run = GeneratorRun.Run(Strict.Create(LanguageVersion.Latest, HalSources.File("[HalImplementation] public static partial class Empty;" + Driver + """

                public static string Main()
                {
                    try
                    {
                        Drive<Empty.Binding>();
                        return "ran";
                    }
                    catch (System.MissingMethodException exception)
                    {
                        return exception.Message;
                    }
                }
            }
            """)));
        Assert.Empty(run.CompilerDiagnostics);
        Assert.Equal("The HAL class 'Empty' has no method 'static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)' (HAL0002, HAL0003).", Run(run));
    }

    [Theory]
    [InlineData("public static unsafe partial class")]
    [InlineData("internal static unsafe partial class")]
    [InlineData("static unsafe partial class")]
    public void Top_level_classes_are_bound(string declaration) => Bind(HalSources.File(HalSources.Hal("QemuHal", declaration)));

    [Theory]
    [InlineData("public")]
    [InlineData("internal")]
    [InlineData("protected")]
    [InlineData("private")]
    [InlineData("protected internal")]
    [InlineData("private protected")]
    public void Nested_classes_of_any_accessibility_are_bound(string accessibility) =>
        Bind(HalSources.File($"public partial class Outer\n{{\n{HalSources.Hal("QemuHal", accessibility + " static unsafe partial class")}\n}}"));

    [Theory]
    [InlineData("public partial class")]
    [InlineData("public static partial class")]
    [InlineData("public abstract partial class")]
    [InlineData("internal sealed partial record")]
    [InlineData("internal partial record class")]
    [InlineData("public partial struct")]
    [InlineData("public readonly partial struct")]
    [InlineData("public ref partial struct")]
    [InlineData("internal readonly partial record struct")]
    [InlineData("public partial interface")]
    [InlineData("public unsafe partial class")]
    public void Classes_in_any_partial_type_are_bound(string outer) =>
        Bind(HalSources.File($"{outer} Outer\n{{\n{HalSources.Hal("QemuHal")}\n}}"));

    [Fact]
    public void Deep_nesting_keeps_the_order() =>
        Bind(HalSources.File($"public partial class A {{ public partial struct B {{ public partial interface C {{\n{HalSources.Hal("QemuHal")}\n}} }} }}"));

    [Fact]
    public void A_HAL_class_in_a_HAL_class_keeps_its_own_types()
    {
        GeneratorRun run = Bind(HalSources.File(HalSources.Hal("OuterHal").TrimEnd('}') + HalSources.Hal("InnerHal") + "\n}"));
        Assert.Equal(2, run.Files.Length);
        Assert.Contains("class Dma : global::Hal.Dma<global::Demo.OuterHal.InnerHal.Binding>", run.Files.Single(file => file.HintName.Contains("Inner")).SourceText.ToString());
    }

    [Theory]
    [InlineData("T", "")]
    [InlineData("T", "where T : struct")]
    [InlineData("T", "where T : unmanaged, System.IComparable<T>")]
    [InlineData("T", "where T : class?")]
    [InlineData("T", "where T : notnull, new()")]
    [InlineData("T, U", "where T : U where U : class, System.IDisposable")]
    [InlineData("@event, @class", "where @event : System.Enum")]
    [InlineData("T", "where T : Secret")]
#if !ROSLYN_FLOOR
    [InlineData("T", "where T : allows ref struct")]
#endif
    public void Type_parameters_and_constraints_are_followed(string parameters, string constraints)
    {
        string hal = HalSources.Hal($"VfioHal<{parameters}>", "internal static unsafe partial class").Replace($"<{parameters}>\n{{", $"<{parameters}> {constraints}\n{{");
        Assert.Contains(constraints, hal);
        Bind(HalSources.File(hal + "\ninternal class Secret;"));
    }

    [Fact]
    public void Type_parameters_may_have_attributes() =>
        Bind(HalSources.File(HalSources.Hal("VfioHal<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.All)] T>")));

    [Fact]
    public void The_global_namespace_is_fine() => Bind("using Hal;\n" + HalSources.Hal("QemuHal"));

    [Theory]
    [InlineData("Hal")]
    [InlineData("Demo.Hal.System")]
    [InlineData("@namespace.@class")]
    public void Namespaces_that_shadow_others_are_fine(string name) =>
        Bind($"using Hal;\nusing Runtime = System.Runtime.InteropServices.NativeMemory;\nnamespace {name}\n{{\n"
            + HalSources.Hal("QemuHal").Replace("System.Runtime.InteropServices.NativeMemory", "Runtime") + "\n}");

    [Fact]
    public void Every_keyword_is_fine_as_a_name()
    {
        string[] keywords = SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Append("nuint").Append("nint").Append("dynamic").Append("notnull").Append("args").Append("_")
            .Where(SyntaxFacts.IsValidIdentifier)
            .Concat(SyntaxFacts.GetReservedKeywordKinds().Select(SyntaxFacts.GetText))
            .Distinct()
            .ToArray();
        Assert.True(keywords.Length > 100);

        // One compilation for all of them. Where a class is named nuint, its author writes UIntPtr.
        string hal = HalSources.Hal("NAME").Replace("System.", "global::System.").Replace("nuint", "global::System.UIntPtr");
        GeneratorRun run = Bind("using Hal;\n" + string.Concat(keywords.Select(keyword =>
            $"namespace Names.@{keyword} {{ public partial class Outer {{\n{hal.Replace("NAME", "@" + keyword)}\n}} }}\n")));
        Assert.Equal(keywords.Length, run.Files.Length);
    }

    [Fact]
    public void Names_that_differ_in_case_arity_or_nesting_alone_are_all_bound()
    {
        GeneratorRun run = Bind(HalSources.File(
            HalSources.Hal("QemuHal") + HalSources.Hal("Qemuhal") + HalSources.Hal("QemuHal<T>") + HalSources.Hal("QemuHal<T, U>")
            + $"public partial class Qemu {{\n{HalSources.Hal("Hal")}\n}}"
            + HalSources.Hal("Qemu_Hal") + HalSources.Hal("Ünïcode٠Hal") + HalSources.Hal("Conn‿ector") + HalSources.Hal("Conn_ector")));
        Assert.Equal(9, run.Files.Length);
        Assert.Equal(9, run.Files.Select(file => file.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_class_in_two_parts_has_its_members_in_either()
    {
        string hal = HalSources.File(HalSources.Hal("QemuHal"));
        int cut = hal.IndexOf("    private static byte*", StringComparison.Ordinal);
        Bind(hal[..cut] + "}", HalSources.File("static unsafe partial class QemuHal\n{\n" + hal[cut..]));
    }

    [Fact]
    public void A_class_marked_twice_is_bound_once()
    {
        GeneratorRun run = GeneratorRun.Run(Strict.Create(
            LanguageVersion.Latest,
            HalSources.File(HalSources.Hal("QemuHal")),
            HalSources.File("[HalImplementation] static unsafe partial class QemuHal { }\n[HalImplementation] static partial class QemuHal { }")));
        Assert.Single(run.Files);
        Assert.All(run.CompilerDiagnostics, diagnostic => Assert.Equal("CS0579", diagnostic.Id)); // The author's duplicate attribute.
    }

    [Fact]
    public void Further_overloads_defaults_and_other_parameter_names_are_fine() => Bind(HalSources.File(HalSources.Hal("QemuHal")
        .Replace("DmaAlloc(nuint pages, BufferDirection direction)", "DmaAlloc(System.UIntPtr pages, Hal.BufferDirection towards = BufferDirection.Both)") + """

        public static unsafe partial class QemuHal
        {
            private static PhysAddr Share(DmaBuffer buffer) => Share(buffer, BufferDirection.Both);

            private static PhysAddr Share(in DmaBuffer buffer, BufferDirection direction) => Share(buffer, direction);

            private static T Share<T>(DmaBuffer buffer, T direction) => direction;

            private static void Share(DmaBuffer buffer, object direction) { }
        }
        """));

    [Theory]
    [InlineData("[System.Obsolete] private static int DmaDealloc")]
    [InlineData("[System.Obsolete(\"old\")] private static int DmaDealloc")]
    public void An_obsolete_member_gives_no_warning(string member) =>
        Bind(HalSources.File(HalSources.Hal("QemuHal").Replace("private static int DmaDealloc", member)));

    [Fact]
    public void A_cls_compliant_project_gets_no_warning() =>
        Bind("[assembly: System.CLSCompliant(true)]", HalSources.File(HalSources.Hal("QemuHal")));

    [Fact]
    public void The_attribute_may_be_an_alias_and_stand_among_others() => Bind(
        "using Mark = Hal.HalImplementationAttribute;\n" + HalSources.File(HalSources.Hal("QemuHal").Replace("[HalImplementation]", "[System.Obsolete, Mark]")));

    [Fact]
    public void The_library_may_hold_a_HAL_class_itself()
    {
        string[] library = Directory.GetFiles(Repository.PathOf("src", "Hal.Abstractions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("\\obj\\") && !file.Contains("/bin/") && !file.Contains("\\bin\\"))
            .Select(File.ReadAllText)
            .ToArray();
        CSharpCompilation compilation = TestCompilation.Create(
            library.Append(HalSources.File(HalSources.Hal("InnerHal"))).Select((source, index) => ($"Library{index}.cs", source)),
            TestCompilation.FrameworkReferences);
        GeneratorRun run = GeneratorRun.Run(compilation);
        Assert.Empty(run.Reported);
        Assert.Contains("=>\n                global::Demo.InnerHal.Share(buffer, direction);", run.Files.Single(file => file.HintName.StartsWith("Demo.InnerHal.")).SourceText.ToString());
        Assert.DoesNotContain(run.CompilerDiagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        string[] sources = [HalSources.File(HalSources.Hal("First")), HalSources.File(HalSources.Hal("Second<T, U>"))];
        GeneratorRun one = Bind(sources);
        GeneratorRun two = Bind(sources);
        Assert.Equal(2, one.Files.Length);
        Assert.Equal(one.Files.Select(file => (file.HintName, Convert.ToHexString(file.SourceText.GetChecksum().ToArray()))), two.Files.Select(file => (file.HintName, Convert.ToHexString(file.SourceText.GetChecksum().ToArray()))));
        Assert.All(one.Files, file => Assert.DoesNotContain('\r', file.SourceText.ToString()));
    }

    [Fact]
    public void The_members_are_those_of_the_interface()
    {
        MethodInfo[] methods = typeof(IHal).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly);
        Assert.Equal(
            methods.Select(method => $"static {Name(method.ReturnType)} {method.Name}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType) + " " + parameter.Name))}) {method.IsAbstract}").Order(),
            HalMember.All.Select(member => $"{Signatures.Short(member)} {!member.IsOptional}").Order());

        static string Name(Type type) =>
            type == typeof(nuint) ? "nuint" : type == typeof(int) ? "int" : type == typeof(void) ? "void" : type == typeof(byte*) ? "byte*" : type.Name;
    }

    private static GeneratorRun Bind(params string[] sources)
    {
        GeneratorRun run = GeneratorRun.Run(Strict.Create(LanguageVersion.Latest, sources));
        Assert.Empty(run.Reported);
        Assert.NotEmpty(run.Files);
        Assert.Empty(run.CompilerDiagnostics);
        return run;
    }

    private static string Run(string source) => Run(Bind(source));

    private static string Run(GeneratorRun run)
    {
        using var image = new MemoryStream();
        EmitResult result = run.Output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        var context = new AssemblyLoadContext("HAL under test", isCollectible: true);
        try
        {
            return (string)context.LoadFromStream(image).GetType("Demo.Program", throwOnError: true)!.GetMethod("Main")!.Invoke(null, null)!;
        }
        finally
        {
            context.Unload();
        }
    }
}
