using System;
using Hal;
using Devices;

/// <summary>C12, I14: stack memory that is shared.</summary>
public sealed unsafe class StackMemory<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Local(Dma<THal> scratch)
    {
        int status = 0;
        DmaBuffer buffer = DmaBuffer.Of(&status);
        using (var scope = new SharedScope<THal>(buffer, BufferDirection.DeviceToDriver)) //! HAL1014
        {
            _device.Submit(scope.Paddr);
            _device.Wait(1);
        }

        return status;
    }

    public void StackAllocated()
    {
        byte* bytes = stackalloc byte[64];
        var buffer = new DmaBuffer(bytes, 64);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1014
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void Parameter(Descriptor descriptor)
    {
        DmaBuffer buffer = DmaBuffer.Of(&descriptor);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice); //! HAL1014
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public byte FixedSpan()
    {
        Span<byte> answer = stackalloc byte[8];
        fixed (byte* pointer = answer)
        {
            var shared = new Shared<THal>(new DmaBuffer(pointer, 8), BufferDirection.DeviceToDriver); //! HAL1014
            _device.Submit(shared.Paddr);
            _device.Wait(1);
            shared.Unshare();
        }

        return answer[0];
    }
}
