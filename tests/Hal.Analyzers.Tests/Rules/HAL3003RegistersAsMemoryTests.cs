using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>Registers are shared, deallocated or freed: they are no memory (contracts C2, C6).</summary>
public sealed class HAL3003RegistersAsMemoryTests
{
    [Fact]
    public void Diagnostics_Shared() => Flow.Check(
        """
        void Send(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 64);
            var buffer = new DmaBuffer(registers + 16, 16);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice); //! HAL3003
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Diagnostics_Shared_by_an_owner() => Flow.Check(
        """
        void Send(PhysAddr bar)
        {
            var buffer = new DmaBuffer(THal.MmioPhysToVirt(bar, 64), 64);
            using (var scope = new SharedScope<THal>(buffer, DriverToDevice)) //! HAL3003
            {
                device.Submit(scope.Paddr);
            }

            var share = new Shared<THal>(buffer, DriverToDevice); //! HAL3003
            device.Submit(share.Paddr);
            share.Unshare();
        }
        """);

    [Fact]
    public void Diagnostics_Deallocated() => Flow.Check(
        """
        int Close(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            return THal.DmaDealloc(bar, registers, 1); //! HAL3003
        }

        int CloseByAddress(PhysAddr bar, byte* vaddr)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            return THal.DmaDealloc(bar, vaddr, 1); //! HAL3003
        }
        """);

    [Fact]
    public void Diagnostics_Freed() => Flow.Check(
        """
        void Close(PhysAddr bar)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            NativeMemory.Free(registers); //! HAL3003
            NativeMemory.AlignedFree(registers); //! HAL3003
            Marshal.FreeHGlobal((nint)registers); //! HAL3003
        }
        """);

    [Fact]
    public void Diagnostics_A_field() => Flow.CheckFile(
        """
        using System.Runtime.InteropServices;
        using Hal;

        unsafe class Controller<THal> where THal : struct, IHal
        {
            readonly byte* registers;

            Controller(PhysAddr bar) => registers = THal.MmioPhysToVirt(bar, 4096);

            void Close() => NativeMemory.Free(registers); //! HAL3003
        }
        """);

    [Fact]
    public void Diagnostics_HAL3003_before_HAL2001() => Flow.Check(
        """
        int Close()
        {
            byte* registers = THal.MmioPhysToVirt(new PhysAddr(0xFE00_0000), 4096);
            return THal.DmaDealloc(new PhysAddr(0xFE00_0000), registers, 1); //! HAL3003
        }
        """);

    [Fact]
    public void Diagnostics_HAL1012_before_HAL3003() => Flow.Check(
        """
        int Close(PhysAddr bar, DmaBuffer buffer)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            PhysAddr paddr = THal.Share(buffer, Both);
            return THal.DmaDealloc(paddr, registers, 1); //! HAL1012
        }
        """);

    [Fact]
    public void Valid_Memory_beside_registers() => Flow.Check(
        """
        void Send(PhysAddr bar, DmaBuffer buffer)
        {
            byte* registers = THal.MmioPhysToVirt(bar, 4096);
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            Volatile.Write(ref *(ulong*)registers, paddr.Value);
            THal.Unshare(paddr, buffer, DriverToDevice);
            byte* copy = (byte*)NativeMemory.Alloc(64);
            NativeMemory.Free(copy);
        }
        """);

    [Fact]
    public void Diagnostics_Message_Shared() => Assert.Equal(
        "Share of 'new DmaBuffer(registers, 64)', which are registers, not memory (contracts C2, C6)",
        Flow.MessageOf(
            """
            PhysAddr Send(PhysAddr bar)
            {
                byte* registers = THal.MmioPhysToVirt(bar, 64);
                return THal.Share(new DmaBuffer(registers, 64), Both);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Freed() => Assert.Equal(
        "Free of 'registers', which are registers, not memory (contracts C2, C6)",
        Flow.MessageOf("void Close(PhysAddr bar) { byte* registers = THal.MmioPhysToVirt(bar, 64); NativeMemory.Free(registers); }"));
}
