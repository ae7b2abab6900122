using System;
using Hal;
using Devices;

/// <summary>C12: accesses of the CPU to memory before and after it is the device's.</summary>
public sealed unsafe class Accesses<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void WriteWhileDeviceReads(byte* data)
    {
        var buffer = new DmaBuffer(data, 16);
        data[4] = 1;
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public int ReadWhileDeviceWrites(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Wait(5);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return buffer[0];
    }

    public void SpanTakenBefore(DmaBuffer buffer)
    {
        Span<byte> bytes = buffer.AsSpan();
        bytes.Clear();
        var shared = new Shared<THal>(buffer, BufferDirection.Both);
        _device.Submit(shared.Paddr);
        shared.Unshare();
    }

    public bool PolledInTheBuffer(uint* status)
    {
        DmaBuffer buffer = DmaBuffer.Of(status);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
        return *status == 1;
    }

    public void PartWhileWholeIsShared(byte* data, ReadOnlySpan<byte> tail)
    {
        var whole = new DmaBuffer(data, 2048);
        tail.CopyTo(new Span<byte>(data + 1024, 512));
        using var scope = new SharedScope<THal>(whole, BufferDirection.DriverToDevice);
        _device.Submit(scope.Paddr);
    }
}
