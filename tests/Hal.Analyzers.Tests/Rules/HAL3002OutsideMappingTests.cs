using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>An access lies outside the registers that were mapped, where that is known (contract C14).</summary>
public sealed class HAL3002OutsideMappingTests
{
    [Fact]
    public void Diagnostics_Through_the_pointer() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            Volatile.Write(ref *(uint*)(registers + 64), 1); //! HAL3002
            Volatile.Write(ref *(uint*)(registers + 62), 1); //! HAL3002
            Volatile.Write(ref ((ulong*)registers)[8], 1); //! HAL3002
            Volatile.Write(ref *(registers - 1), 1); //! HAL3002
        }
        """);

    [Fact]
    public void Diagnostics_Of_a_region() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            MmioRegion registers = MmioRegion.Map<THal>(bar, 0x100);
            registers.Write32(0x100, 1); //! HAL3002
            uint value = registers.Read32(0xFE); //! HAL3002
            ulong wide = registers.Read64(0xFC); //! HAL3002
            registers.Write16(0x2000, 1); //! HAL3002
        }
        """);

    [Fact]
    public void Diagnostics_Of_a_part_of_a_region() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            MmioRegion whole = MmioRegion.Map<THal>(bar, 0x1000);
            MmioRegion part = whole.Slice(0x100, 0x40);
            part.Write8(0x40, 1); //! HAL3002
            MmioRegion beyond = whole.Slice(0xF00, 0x200); //! HAL3002
            MmioRegion nested = part.Slice(0x20, 0x20);
            nested.Write32(0x20, 1); //! HAL3002
        }
        """);

    [Fact]
    public void Diagnostics_Of_a_region_over_a_pointer() => Flow.Check(
        """
        void Start(byte* mapped)
        {
            var registers = new MmioRegion(mapped, 16);
            registers.Write32(16, 1); //! HAL3002
        }
        """);

    [Fact]
    public void Diagnostics_A_size_that_is_a_parameter() => Flow.Check(
        """
        void Start(PhysAddr bar, nuint size)
        {
            MmioRegion registers = MmioRegion.Map<THal>(bar, size);
            registers.Write32(size - 2, 1); //! HAL3002
            byte* same = THal.MmioPhysToVirt(bar, size);
            Volatile.Write(ref same[size], 1); //! HAL3002
        }
        """);

    [Fact]
    public void Diagnostics_A_size_in_a_local_variable() => Flow.Check(
        """
        const int Registers = 4;

        void Start(PhysAddr bar)
        {
            nuint size = Registers * sizeof(uint);
            MmioRegion registers = MmioRegion.Map<THal>(bar, size);
            registers.Write32(Registers * sizeof(uint), 1); //! HAL3002
        }
        """);

    [Fact]
    public void Diagnostics_Fields() => Flow.CheckFile(
        """
        using System.Threading;
        using Hal;

        unsafe class Controller<THal> where THal : struct, IHal
        {
            readonly MmioRegion common;
            readonly MmioRegion notify;
            readonly byte* raw;

            Controller(PhysAddr bar)
            {
                MmioRegion whole = MmioRegion.Map<THal>(bar, 0x4000);
                common = whole.Slice(0, 0x38);
                notify = whole.Slice(0x3000, 0x1000);
                raw = THal.MmioPhysToVirt(bar + 0x4000, 0x10);
            }

            void Kick()
            {
                common.Write32(0x38, 1); //! HAL3002
                notify.Write16(0x1000, 1); //! HAL3002
                Volatile.Write(ref *(uint*)(raw + 0x10), 1); //! HAL3002
            }
        }
        """);

    [Fact]
    public void Diagnostics_Plain_and_outside_are_two_defects() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            registers[64] = 1; //! HAL3001, HAL3002
        }
        """);

    [Fact]
    public void Valid_The_last_register() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            Volatile.Write(ref *(uint*)(registers + 60), 1);
            Volatile.Write(ref registers[63], 1);
            MmioRegion region = MmioRegion.Map<THal>(bar, 64);
            region.Write64(56, 1);
            region.Slice(60, 4).Write32(0, 1);
            region.Slice(0, 64).Slice(63, 1).Write8(0, 1);
        }
        """);

    [Fact]
    public void Valid_An_end_pointer() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            for (byte* p = registers; p != registers + 64; p += 4)
            {
                Volatile.Write(ref *(uint*)p, 0);
            }
        }
        """);

    [Fact]
    public void Valid_What_is_not_known() => Flow.Check(
        """
        MmioRegion field;

        void Start(PhysAddr bar, nuint size, nuint offset, MmioRegion given)
        {
            MmioRegion registers = MmioRegion.Map<THal>(bar, size);
            registers.Write32(0x1000, 1);
            registers.Write32(offset, 1);
            registers.Slice(offset, size).Write32(0x40, 1);
            given.Write32(0x1000, 1);
            field.Write32(0x1000, 1);
            MmioRegion.Map<THal>(bar, 64).Write32(offset + 60, 1);
            Volatile.Write(ref THal.MmioPhysToVirt(bar, size)[4096], 1);
        }
        """);

    [Fact]
    public void Valid_A_field_that_holds_one_of_two_sizes() => Flow.CheckFile(
        """
        using Hal;

        class Controller<THal> where THal : struct, IHal
        {
            readonly MmioRegion registers;

            Controller(PhysAddr bar, bool wide)
            {
                if (wide)
                {
                    registers = MmioRegion.Map<THal>(bar, 0x200);
                }
                else
                {
                    registers = MmioRegion.Map<THal>(bar, 0x100);
                }
            }

            void Kick() => registers.Write32(0x180, 1);
        }
        """);

    [Fact]
    public void Valid_A_size_that_grows() => Flow.Check(
        """
        void Probe(PhysAddr bar)
        {
            for (nuint size = 16; size <= 256; size *= 2)
            {
                MmioRegion registers = MmioRegion.Map<THal>(bar, size);
                if (size >= 64)
                {
                    registers.Write32(60, 1);
                }
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'registers.Read32(0xFE)' ends 2 bytes past the end of the registers that are mapped (contract C14)",
        Flow.MessageOf("uint Start(PhysAddr bar) { var registers = MmioRegion.Map<THal>(bar, 0x100); return registers.Read32(0xFE); }"));
}
