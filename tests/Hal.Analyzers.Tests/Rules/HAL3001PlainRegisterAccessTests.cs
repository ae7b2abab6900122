using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>A register is read or written as if it were memory.</summary>
public sealed class HAL3001PlainRegisterAccessTests
{
    private const string Types =
        """
        struct Plain { public uint Control; public uint Status; public fixed uint Data[4]; }
        struct Careful { public volatile uint Control; public volatile uint Status; public uint Version; }

        """;

    [Fact]
    public void Diagnostics_Through_the_pointer() => Flow.Check(
        """
        uint Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            *registers = 1; //! HAL3001
            registers[4] = 2; //! HAL3001
            *(uint*)(registers + 8) = 3; //! HAL3001
            uint first = *(uint*)registers; //! HAL3001
            return ((uint*)registers)[2]; //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_Read_and_written_at_once() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            uint* registers = (uint*)THal.MmioPhysToVirt(bar, 4096);
            registers[1] |= 1; //! HAL3001
            registers[2]++; //! HAL3001
            *registers &= ~8u; //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_Through_aliases_and_casts() => Flow.Check(
        """
        void Start(PhysAddr bar)
        {
            void* mapped = THal.MmioPhysToVirt(bar, 4096);
            nint number = (nint)mapped;
            ushort* doorbell = (ushort*)(number + 0x100);
            ushort* same = doorbell;
            *same = 1; //! HAL3001
            ref uint control = ref *(uint*)((byte*)mapped + 4);
            control = 1; //! HAL3001
            uint now = control; //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_A_struct_behind_the_pointer() => Flow.Check(
        Types +
        """
        bool Start(PhysAddr bar)
        {
            Plain* registers = (Plain*)THal.MmioPhysToVirt(bar, 4096);
            registers->Control = 1; //! HAL3001
            (*registers).Control = 1; //! HAL3001
            Plain copy = *registers; //! HAL3001
            return (registers->Status & 1) != 0; //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_A_field_that_is_not_volatile_among_those_that_are() => Flow.Check(
        Types +
        """
        uint Version(PhysAddr bar)
        {
            Careful* registers = (Careful*)THal.MmioPhysToVirt(bar, 4096);
            registers->Control = 1;
            return registers->Version; //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_A_span_over_registers() => Flow.Check(
        """
        void Start(PhysAddr bar, byte[] copy)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            var span = new Span<byte>(registers, 64);
            span[4] = 1; //! HAL3001
            byte status = span[8]; //! HAL3001
            span.Clear(); //! HAL3001
            span.CopyTo(copy); //! HAL3001
            new Span<uint>(registers, 16)[3] = 1; //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_By_functions_of_the_framework() => Flow.Check(
        """
        void Start(PhysAddr bar, byte* memory)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            NativeMemory.Copy(registers, memory, 64); //! HAL3001
            NativeMemory.Clear(registers, 64); //! HAL3001
            Buffer.MemoryCopy(memory, registers, 64, 64); //! HAL3001
            int a = Marshal.ReadInt32((nint)registers + 4); //! HAL3001
            Marshal.WriteInt16((nint)registers, 2); //! HAL3001
            uint b = System.Runtime.CompilerServices.Unsafe.Read<uint>(registers); //! HAL3001
            System.Runtime.CompilerServices.Unsafe.Write(registers + 4, 1u); //! HAL3001
            System.Runtime.CompilerServices.Unsafe.AsRef<uint>(registers) = 1; //! HAL3001
            uint c = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(registers, 4)); //! HAL3001
        }
        """);

    [Fact]
    public void Diagnostics_A_field_that_holds_nothing_else() => Flow.CheckFile(
        """
        using Hal;

        unsafe class Controller<THal> where THal : struct, IHal
        {
            readonly byte* registers;
            private uint* window;
            readonly nint number;
            uint* Doorbells { get; }

            Controller(PhysAddr bar)
            {
                registers = THal.MmioPhysToVirt(bar, 4096);
                byte* mapped = THal.MmioPhysToVirt(bar + 4096, 64);
                if (mapped == null)
                {
                    throw new HalException("no registers");
                }

                window = (uint*)mapped;
                number = (nint)THal.MmioPhysToVirt(bar, 16);
                Doorbells = (uint*)(THal.MmioPhysToVirt(bar, 4096) + 0x100);
            }

            void Kick(uint value)
            {
                *(uint*)(registers + 0x50) = value; //! HAL3001
                this.window[2] = value; //! HAL3001
                *(ushort*)(number + 2) = 1; //! HAL3001
                Doorbells[1] = value; //! HAL3001
            }

            void Unmap() => window = null;
        }
        """);

    [Fact]
    public void Diagnostics_A_static_field_and_a_nested_type() => Flow.CheckFile(
        """
        using Hal;

        static unsafe class Board<THal> where THal : struct, IHal
        {
            static readonly byte* s_clock = THal.MmioPhysToVirt(new PhysAddr(0xFE00_0000), 0x100);

            static class Clock
            {
                public static void Enable() => s_clock[4] = 1; //! HAL3001
            }
        }
        """);

    [Fact]
    public void Valid_MmioRegion() => Flow.CheckFile(
        """
        using Hal;

        unsafe class Controller<THal> where THal : struct, IHal
        {
            readonly MmioRegion registers;
            readonly MmioRegion wrapped;

            Controller(PhysAddr bar)
            {
                registers = MmioRegion.Map<THal>(bar, 4096);
                wrapped = new MmioRegion(THal.MmioPhysToVirt(bar, 64), 64);
            }

            bool Kick()
            {
                registers.Write32(4, registers.Read32(8) | 1);
                wrapped.Slice(8, 8).Write64(0, 1);
                return wrapped.Read8(63) != 0;
            }
        }
        """);

    [Fact]
    public void Valid_Volatile_and_Interlocked() => Flow.Check(
        """
        uint Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            Volatile.Write(ref *(uint*)(registers + 4), 1);
            Volatile.Write(ref registers[8], 1);
            Volatile.Write(ref new Span<uint>(registers, 4)[0], 1);
            ref uint control = ref *(uint*)registers;
            Volatile.Write(ref control, Volatile.Read(ref control) | 1);
            Interlocked.Exchange(ref *(int*)(registers + 12), 1);
            Interlocked.Or(ref *(int*)(registers + 12), 1);
            return Volatile.Read(ref ((uint*)registers)[2]);
        }
        """);

    [Fact]
    public void Valid_Volatile_fields() => Flow.Check(
        Types +
        """
        void Start(PhysAddr bar)
        {
            Careful* registers = (Careful*)THal.MmioPhysToVirt(bar, 4096);
            registers->Control = 1;
            registers->Control |= 2;
            while ((registers->Status & 1) == 0)
            {
            }

            Volatile.Write(ref ((Plain*)registers)->Control, 0);
        }
        """);

    [Fact]
    public void Valid_The_pointer_itself() => Flow.Check(
        Types +
        """
        byte* Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            if (registers == null)
            {
                return null;
            }

            byte* end = registers + 4096;
            long size = end - registers;
            uint* status = &((Plain*)registers)->Status;
            var span = new Span<byte>(registers, (int)size);
            return span.Length > 8 ? (byte*)status : end;
        }
        """);

    [Fact]
    public void Valid_A_copy_of_registers() => Flow.Check(
        """
        uint Snapshot(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            uint* copy = stackalloc uint[16];
            for (int i = 0; i < 16; i++)
            {
                copy[i] = Volatile.Read(ref ((uint*)registers)[i]);
            }

            uint value = Volatile.Read(ref *(uint*)registers);
            value |= 1;
            uint* local = &value;
            *local = 2;
            return copy[3];
        }
        """);

    [Fact]
    public void Valid_A_pointer_that_may_be_memory() => Flow.CheckFile(
        """
        using Hal;
        using System.Runtime.InteropServices;

        unsafe class Controller<THal> where THal : struct, IHal
        {
            private byte* registers;
            private byte* moved;
            private byte* shown;
            private nint number;
            public byte* Open;

            Controller(PhysAddr bar, bool simulated)
            {
                registers = simulated ? (byte*)NativeMemory.AllocZeroed(64) : THal.MmioPhysToVirt(bar, 64);
                moved = THal.MmioPhysToVirt(bar, 64);
                shown = THal.MmioPhysToVirt(bar, 64);
                Open = THal.MmioPhysToVirt(bar, 64);
                number = (nint)Open;
                number = (nint)THal.MmioPhysToVirt(bar, 64);
            }

            void Simulate(byte* memory)
            {
                this.moved = memory;
                (number, _) = ((nint)memory, 0);
                Fill(ref shown);
            }

            void Fill(ref byte* pointer) => pointer = (byte*)NativeMemory.AllocZeroed(64);

            void Kick() => registers[4] = moved[4] = shown[4] = Open[4] = *(byte*)number = 1;
        }
        """);

    [Fact]
    public void Valid_A_method_that_is_given_the_registers() => Flow.Check(
        """
        static void Write32(byte* register, uint value) => Volatile.Write(ref *(uint*)register, value);

        static void Poke(Span<byte> registers) => Volatile.Write(ref registers[4], 1);

        void Start(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            Write32(registers + 4, 1);
            Poke(new Span<byte>(registers, 64));
        }
        """);

    [Fact]
    public void Diagnostics_Message_Read() => Assert.Equal(
        "'registers[4]' reads a register as if it were memory; use MmioRegion, or Volatile.Read",
        Flow.MessageOf("byte Start(PhysAddr bar) { byte* registers = THal.MmioPhysToVirt(bar, 64); return registers[4]; }"));

    [Fact]
    public void Diagnostics_Message_Written() => Assert.Equal(
        "'*registers' writes a register as if it were memory; use MmioRegion, or Volatile.Write",
        Flow.MessageOf("void Start(PhysAddr bar) { byte* registers = THal.MmioPhysToVirt(bar, 64); *registers = 1; }"));

    [Fact]
    public void Diagnostics_Message_Both() => Assert.Equal(
        "'registers[4]' reads and writes a register as if it were memory; use MmioRegion, or Volatile.Read and Volatile.Write",
        Flow.MessageOf("void Start(PhysAddr bar) { byte* registers = THal.MmioPhysToVirt(bar, 64); registers[4] |= 1; }"));
}
