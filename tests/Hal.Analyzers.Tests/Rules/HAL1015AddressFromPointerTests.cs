using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>A PhysAddr that was made from a pointer is used as if the device could use it (contract C8).</summary>
public sealed class HAL1015AddressFromPointerTests
{
    [Fact]
    public void Diagnostics_Passed_as_an_address() => Flow.Check(
        """
        void Send(byte* data, DmaBuffer buffer, Dma<THal> ring)
        {
            device.Submit(new PhysAddr((ulong)data)); //! HAL1015
            device.Submit(new PhysAddr((nuint)buffer.Pointer)); //! HAL1015
            device.Program(new PhysAddr((ulong)ring.Vaddr(0)), 16); //! HAL1015
        }
        """);

    [Fact]
    public void Diagnostics_Through_a_local_and_an_offset() => Flow.Check(
        """
        void Send(byte* data)
        {
            var paddr = new PhysAddr((ulong)data);
            device.Submit(paddr + 16); //! HAL1015
        }
        """);

    [Fact]
    public void Diagnostics_A_pinned_array() => Flow.Check(
        """
        void Send(byte[] data)
        {
            fixed (byte* pinned = data)
            {
                device.Submit(new PhysAddr((ulong)pinned)); //! HAL1015
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_local() => Flow.Check(
        """
        void Send()
        {
            uint header = 1;
            device.Submit(new PhysAddr((ulong)&header)); //! HAL1015
        }
        """);

    [Fact]
    public void Diagnostics_Written_to_a_descriptor_or_register() => Flow.Check(
        """
        void Send(Ring ring, MmioRegion registers, byte* data)
        {
            var paddr = new PhysAddr((ulong)data);
            ring.Descriptors[0].Address = paddr.Value; //! HAL1015
            registers.Write64(0x20, paddr.Value); //! HAL1015
        }
        """);

    [Fact]
    public void Diagnostics_Given_to_a_HAL() => Flow.Check(
        """
        int Free(byte* vaddr, DmaBuffer buffer)
        {
            THal.Unshare(new PhysAddr((ulong)buffer.Pointer), buffer, Both); //! HAL1015
            _ = THal.MmioPhysToVirt(new PhysAddr((ulong)vaddr), 4096); //! HAL1015
            return THal.DmaDealloc(new PhysAddr((ulong)vaddr), vaddr, 1); //! HAL1015
        }
        """);

    [Fact]
    public void Diagnostics_The_pointer_of_an_allocation() => Flow.Check(
        """
        void Start()
        {
            DmaAllocation ring = THal.DmaAlloc(1, Both);
            if (ring.Paddr == default)
            {
                return;
            }

            device.Program(new PhysAddr((ulong)ring.Vaddr), 4096); //! HAL1015
            device.Reset();
            _ = THal.DmaDealloc(ring.Paddr, ring.Vaddr, 1);
        }
        """);

    [Fact]
    public void Valid_The_address_that_a_HAL_gave_out() => Flow.Check(
        """
        void Send(DmaBuffer buffer, Dma<THal> ring)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            device.Submit(paddr + 16);
            device.Submit(new PhysAddr(paddr.Value + 32));
            device.Program(ring.PaddrAt(64), 64);
            THal.Unshare(paddr, buffer, DriverToDevice);
        }
        """);

    [Fact]
    public void Valid_A_distance_between_pointers() => Flow.Check(
        """
        void Send(Dma<THal> ring, byte* inside)
        {
            ulong offset = (ulong)(inside - ring.Vaddr(0));
            device.Program(ring.Paddr + offset, 64);
        }
        """);

    [Fact]
    public void Valid_A_comparison_a_generic_parameter_a_log() => Flow.Check(
        """
        bool IsIdentity(DmaBuffer buffer)
        {
            PhysAddr paddr = THal.Share(buffer, DriverToDevice);
            var flat = new PhysAddr((ulong)buffer.Pointer);
            bool same = paddr == flat;
            Expect.Same(flat, paddr);
            Log.Info($"{flat} {paddr}");
            THal.Unshare(paddr, buffer, DriverToDevice);
            return same;
        }
        """);

    [Fact]
    public void Valid_A_number_that_never_becomes_an_address() => Flow.Check(
        """
        void Send(byte* data, ulong* table)
        {
            ulong cookie = (ulong)data;
            device.WriteRegister(3, cookie);
            table[0] = cookie;
        }
        """);

    [Fact]
    public void Valid_An_address_that_was_read_from_hardware() => Flow.Check(
        """
        byte* Map(Device pci)
        {
            ulong bar = pci.ReadRegister(0x10) & ~0xFul;
            return THal.MmioPhysToVirt(new PhysAddr(bar), 4096);
        }
        """);

    [Fact]
    public void Valid_Inside_a_HAL() => Flow.CheckFile(
        """
        using Devices;
        using Hal;

        readonly unsafe struct IdentityHal : IHal
        {
            public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
            {
                byte* memory = (byte*)System.Runtime.InteropServices.NativeMemory.AlignedAlloc(pages * HalConstants.PageSize, HalConstants.PageSize);
                var paddr = new PhysAddr((ulong)memory);
                Log.Address(paddr);
                return new DmaAllocation(paddr, memory);
            }

            public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
            {
                System.Runtime.InteropServices.NativeMemory.AlignedFree(vaddr);
                return 0;
            }

            public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)paddr.Value;

            public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => Seen(new PhysAddr((ulong)buffer.Pointer));

            public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
            {
            }

            private static PhysAddr Seen(PhysAddr paddr)
            {
                Log.Address(paddr);
                return paddr;
            }
        }
        """);

    [Fact]
    public void Diagnostics_Message() => Assert.Equal(
        "'new PhysAddr((ulong)data)' is made from a pointer; the device needs the address that Share or DmaAlloc returned (contract C8)",
        Flow.MessageOf(
            """
            void Send(byte* data)
            {
                device.Submit(new PhysAddr((ulong)data));
            }
            """));
}
