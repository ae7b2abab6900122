using System;
using Hal;
using Devices;

/// <summary>C12: accesses of the CPU to memory while it is the device's.</summary>
public sealed unsafe class Accesses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void WriteWhileDeviceReads(byte* data)
    {
        var buffer = new DmaBuffer(data, 16);
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        data[4] = 1; //! HAL1007
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public int ReadWhileDeviceWrites(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Wait(5);
        int first = buffer[0]; //! HAL1007
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return first;
    }

    public void SpanTakenBefore(DmaBuffer buffer)
    {
        Span<byte> bytes = buffer.AsSpan();
        var shared = new Shared<THal>(buffer, BufferDirection.Both);
        bytes.Clear(); //! HAL1007
        _device.Submit(shared.Paddr);
        shared.Unshare();
    }

    public bool PolledInTheBuffer(uint* status)
    {
        DmaBuffer buffer = DmaBuffer.Of(status);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        bool ready = *status == 1; //! HAL1007
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return ready;
    }

    public void PartWhileWholeIsShared(byte* data, ReadOnlySpan<byte> tail)
    {
        var whole = new DmaBuffer(data, 2048);
        using var scope = new SharedScope<THal>(whole, BufferDirection.DriverToDevice);
        tail.CopyTo(new Span<byte>(data + 1024, 512)); //! HAL1007
        _device.Submit(scope.Paddr);
    }
}
