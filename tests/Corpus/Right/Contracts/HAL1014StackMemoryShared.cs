using System;
using Hal;
using Devices;

/// <summary>C12, I14: memory that is shared from the heap, pinned, or from the HAL.</summary>
public sealed unsafe class StackMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Local(Dma<THal> scratch)
    {
        DmaBuffer buffer = scratch.Slice(0, sizeof(int));
        using (var scope = new SharedScope<THal>(buffer, BufferDirection.DeviceToDriver))
        {
            _device.Submit(scope.Paddr);
            _device.Wait(1);
        }

        return *(int*)buffer.Pointer;
    }

    public void StackAllocated()
    {
        using var memory = new PinnedBuffer(64);
        DmaBuffer buffer = memory.Buffer;
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void Parameter(Descriptor* descriptor)
    {
        DmaBuffer buffer = DmaBuffer.Of(descriptor);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public byte FixedSpan()
    {
        Span<byte> answer = GC.AllocateArray<byte>(8, pinned: true);
        fixed (byte* pointer = answer)
        {
            var shared = new Shared<THal>(new DmaBuffer(pointer, 8), BufferDirection.DeviceToDriver);
            _device.Submit(shared.Paddr);
            _device.Wait(1);
            shared.Unshare();
        }

        return answer[0];
    }
}
