using System;
using System.IO;
using Devices;
using Hal;

/// <summary>A DriverToDevice buffer is handed to readers while it is shared: a stream, a hash, a helper of the driver.</summary>
public sealed unsafe class SharedAndHashed<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(DmaBuffer data, Stream trace)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _device.Program(at, data.Length);
        trace.Write(data.AsReadOnlySpan());
        int hash = Checksum(data.AsReadOnlySpan()) ^ Checksum(data);
        using var view = new UnmanagedMemoryStream(data.Pointer, data.Length);
        hash += view.ReadByte();
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return hash;
    }

    private static int Checksum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        foreach (byte value in bytes)
        {
            sum = (sum + value) & 0xFFFF;
        }

        return sum;
    }

    private static int Checksum(DmaBuffer data) => data[0] + data.Pointer[data.Length - 1];
}
