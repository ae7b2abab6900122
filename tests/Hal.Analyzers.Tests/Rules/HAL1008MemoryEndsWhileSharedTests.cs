using Xunit;

namespace Hal.Analyzers.Tests.Rules;

/// <summary>The memory of a share is freed, unpinned, given back or left behind before the share ends (contract C12).</summary>
public sealed class HAL1008MemoryEndsWhileSharedTests
{
    [Fact]
    public void Diagnostics_Freed() => Flow.Check(
        """
        void Read(int length)
        {
            byte* data = (byte*)NativeMemory.Alloc((nuint)length);
            var buffer = new DmaBuffer(data, length);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            NativeMemory.Free(data); //! HAL1008
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_Freed_by_a_finally_that_comes_first() => Flow.Check(
        """
        void Read()
        {
            nint data = Marshal.AllocHGlobal(512);
            var buffer = new DmaBuffer((byte*)data, 512);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            try
            {
                device.Submit(paddr);
            }
            finally
            {
                Marshal.FreeHGlobal(data); //! HAL1008
            }

            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_Reallocated() => Flow.Check(
        """
        void Read()
        {
            void* data = NativeMemory.Alloc(512);
            var buffer = new DmaBuffer((byte*)data, 512);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            data = NativeMemory.Realloc(data, 1024); //! HAL1008
            THal.Unshare(paddr, buffer, DeviceToDriver);
            NativeMemory.Free(data);
        }
        """);

    [Fact]
    public void Diagnostics_Given_back_to_its_pool() => Flow.Check(
        """
        void Read()
        {
            byte[] array = System.Buffers.ArrayPool<byte>.Shared.Rent(512);
            fixed (byte* data = array)
            {
                var buffer = new DmaBuffer(data, 512);
                PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
                device.Submit(paddr);
                System.Buffers.ArrayPool<byte>.Shared.Return(array); //! HAL1008
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Diagnostics_A_pinned_buffer_is_disposed() => Flow.Check(
        """
        void Read()
        {
            var pinned = new PinnedBuffer(512);
            PhysAddr paddr = THal.Share(pinned.Buffer, DeviceToDriver);
            device.Submit(paddr);
            DmaBuffer buffer = pinned.Buffer;
            pinned.Dispose(); //! HAL1008
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_A_handle_is_freed() => Flow.Check(
        """
        void Read(byte[] array)
        {
            GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);
            var buffer = new DmaBuffer((byte*)handle.AddrOfPinnedObject(), array.Length);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            handle.Free(); //! HAL1008
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_DMA_memory_is_given_back() => Flow.Check(
        """
        void Read()
        {
            var ring = new Dma<THal>(1, Both);
            DmaBuffer buffer = ring.Slice(0, 64);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            ring.Dispose(); //! HAL1008
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_The_fixed_statement_ends() => Flow.Check(
        """
        void Read()
        {
            byte[] array = new byte[512];
            DmaBuffer buffer;
            PhysAddr paddr;
            fixed (byte* data = array)
            {
                buffer = new DmaBuffer(data, array.Length);
                paddr = THal.Share(buffer, DeviceToDriver); //! HAL1008
            }

            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Diagnostics_The_frame_ends_while_a_field_keeps_the_share() => Flow.Check(
        """
        internal Shared<THal> pending;

        void Submit(uint code)
        {
            uint header = code;
            pending = new Shared<THal>(DmaBuffer.Of(&header), DriverToDevice); //! HAL1008, HAL1014
            device.Submit(pending.Paddr);
        }
        """);

    [Fact]
    public void Valid_Unshared_first() => Flow.Check(
        """
        void Read(int length)
        {
            byte* data = (byte*)NativeMemory.Alloc((nuint)length);
            var buffer = new DmaBuffer(data, length);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
            NativeMemory.Free(data);
        }
        """);

    [Fact]
    public void Valid_Unshared_before_the_fixed_statement_ends() => Flow.Check(
        """
        void Read()
        {
            byte[] array = new byte[512];
            fixed (byte* data = array)
            {
                var buffer = new DmaBuffer(data, array.Length);
                PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }
        }
        """);

    [Fact]
    public void Valid_A_pinned_array_stays_where_it_is() => Flow.Check(
        """
        void Read()
        {
            byte[] array = GC.AllocateArray<byte>(512, pinned: true);
            DmaBuffer buffer;
            PhysAddr paddr;
            fixed (byte* data = array)
            {
                buffer = new DmaBuffer(data, array.Length);
                paddr = THal.Share(buffer, DeviceToDriver);
            }

            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_An_array_from_elsewhere_may_be_pinned() => Flow.Check(
        """
        void Read(byte[] array)
        {
            DmaBuffer buffer;
            PhysAddr paddr;
            fixed (byte* data = array)
            {
                buffer = new DmaBuffer(data, array.Length);
                paddr = THal.Share(buffer, DeviceToDriver);
            }

            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_A_handle_pins_it_for_longer() => Flow.Check(
        """
        void Read()
        {
            byte[] array = new byte[512];
            GCHandle handle = GCHandle.Alloc(array, GCHandleType.Pinned);
            DmaBuffer buffer;
            PhysAddr paddr;
            fixed (byte* data = array)
            {
                buffer = new DmaBuffer(data, array.Length);
                paddr = THal.Share(buffer, DeviceToDriver);
            }

            device.Submit(paddr);
            THal.Unshare(paddr, buffer, DeviceToDriver);
            handle.Free();
        }
        """);

    [Fact]
    public void Valid_Other_memory_is_freed() => Flow.Check(
        """
        void Read(byte* data, int length)
        {
            byte* scratch = (byte*)NativeMemory.Alloc(64);
            var buffer = new DmaBuffer(data, length);
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            device.Submit(paddr);
            NativeMemory.Free(scratch);
            THal.Unshare(paddr, buffer, DeviceToDriver);
        }
        """);

    [Fact]
    public void Valid_Memory_that_was_not_shared_on_this_path() => Flow.Check(
        """
        void Read(bool dma)
        {
            byte* data = (byte*)NativeMemory.Alloc(512);
            var buffer = new DmaBuffer(data, 512);
            if (dma)
            {
                PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
                device.Submit(paddr);
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }

            NativeMemory.Free(data);
        }
        """);

    [Fact]
    public void Diagnostics_Message_Freed() => Assert.Equal(
        "The buffer 'sector', shared in line 5, is freed here before it is unshared (contract C12)",
        Flow.MessageOf(
            """
            void Read()
            {
                byte* data = (byte*)NativeMemory.Alloc(512);
                var sector = new DmaBuffer(data, 512);
                PhysAddr paddr = THal.Share(sector, DeviceToDriver);
                NativeMemory.Free(data);
                THal.Unshare(paddr, sector, DeviceToDriver);
            }
            """));

    [Fact]
    public void Diagnostics_Message_Fixed() => Assert.Equal(
        "The buffer 'sector', shared in line 9, is pinned only until the fixed statement ends, before it is unshared (contract C12)",
        Flow.MessageOf(
            """
            void Read()
            {
                byte[] array = new byte[512];
                DmaBuffer sector;
                PhysAddr paddr;
                fixed (byte* data = array)
                {
                    sector = new DmaBuffer(data, array.Length);
                    paddr = THal.Share(sector, DeviceToDriver);
                }

                THal.Unshare(paddr, sector, DeviceToDriver);
            }
            """));
}
