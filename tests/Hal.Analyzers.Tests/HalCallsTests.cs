using Hal.Tests.Support;
using Xunit;

namespace Hal.Analyzers.Tests;

/// <summary>The five operations are recognised wherever they are called, and nothing else is taken for one.</summary>
public sealed class HalCallsTests
{
    [Fact]
    public void Diagnostics_On_a_HAL_class_and_its_binding() => Check(
        """
        unsafe class Driver
        {
            void Finish(DmaBuffer buffer)
            {
                QemuHal.Unshare(new PhysAddr(4096), buffer, BufferDirection.Both); //! HAL1001
                QemuHal.Binding.Unshare(new PhysAddr(4096), buffer, BufferDirection.Both); //! HAL1001
            }

            void Leak(DmaBuffer buffer)
            {
                PhysAddr first = QemuHal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
                PhysAddr second = QemuHal.Binding.Share(buffer, BufferDirection.DriverToDevice); //! HAL1002
                var ring = new QemuHal.Dma(1, BufferDirection.Both); //! HAL2002
            }
        }
        """);

    [Fact]
    public void Diagnostics_On_a_struct_and_on_a_checked_HAL() => Check(
        """
        unsafe class Driver
        {
            void Finish(DmaBuffer buffer)
            {
                PlainHal.Unshare(default, buffer, BufferDirection.Both); //! HAL1001
                Checked<PlainHal>.Unshare(default, buffer, BufferDirection.Both); //! HAL1001
                Checked<QemuHal.Binding>.Unshare(default, buffer, BufferDirection.Both); //! HAL1001
            }
        }
        """);

    [Fact]
    public void Diagnostics_Through_a_type_parameter() => Check(
        """
        unsafe class Driver<TAny> where TAny : struct, IHal
        {
            void Finish(DmaBuffer buffer) => TAny.Unshare(default, buffer, BufferDirection.Both); //! HAL1001

            static void Finish<TOther>(DmaBuffer buffer) where TOther : struct, IHal => TOther.Unshare(default, buffer, BufferDirection.Both); //! HAL1001
        }
        """);

    [Fact]
    public void Diagnostics_Two_HALs() => Check(
        """
        unsafe class Driver
        {
            void Send(DmaBuffer buffer)
            {
                PhysAddr paddr = QemuHal.Share(buffer, BufferDirection.Both);
                PlainHal.Unshare(paddr, buffer, BufferDirection.Both); //! HAL1013
                paddr = QemuHal.Share(buffer, BufferDirection.Both);
                OtherHal.Binding.Unshare(paddr, buffer, BufferDirection.Both); //! HAL1013
            }
        }
        """);

    [Fact]
    public void Valid_A_HAL_class_and_its_binding_are_one() => Check(
        """
        unsafe class Driver
        {
            void Send(DmaBuffer buffer)
            {
                PhysAddr paddr = QemuHal.Share(buffer, BufferDirection.Both);
                QemuHal.Binding.Unshare(paddr, buffer, BufferDirection.Both);
                using var ring = new QemuHal.Dma(1, BufferDirection.Both);
                var share = new Shared<QemuHal.Binding>(buffer, BufferDirection.Both);
                QemuHal.Unshare(share.Paddr, share.Buffer, share.Direction);
            }
        }
        """);

    [Fact]
    public void Valid_Methods_that_only_have_the_names() => Check(
        """
        unsafe class Driver
        {
            static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => default;

            static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }

            void Send(DmaBuffer buffer)
            {
                Share(buffer, BufferDirection.Both);
                Unshare(new PhysAddr(4096), buffer, BufferDirection.Both);
                QemuHal.Unshare("nothing");
                QemuHal.Share(7);
            }
        }
        """);

    [Fact]
    public void Valid_Without_the_library()
    {
        var compilation = TestCompilation.Create(
            [("Test.cs", "static class Files { public static int Share(int n) => n; static void Run() { Share(1); } }")],
            TestCompilation.FrameworkReferences);
        Assert.Empty(AnalyzerRun.Run(compilation, [new ContractAnalyzer()], enableAll: true));
    }

    /// <summary>Two HAL classes, one with overloads of the names, and a struct that is a HAL.</summary>
    private static void Check(string driver)
    {
        string members = HalSources.Members.Replace("private static", "public static");
        Flow.CheckFile(
            $$"""
            using Hal;

            {{driver}}

            [HalImplementation]
            public static unsafe partial class QemuHal
            {
            {{members}}
                public static void Unshare(string name)
                {
                }

                public static int Share(int number) => number;
            }

            [HalImplementation]
            public static unsafe partial class OtherHal
            {
            {{members}}
            }

            public readonly unsafe struct PlainHal : IHal
            {
            {{members}}
            }
            """);
    }
}
