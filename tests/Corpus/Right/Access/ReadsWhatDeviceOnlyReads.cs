using System;
using Devices;
using Hal;

/// <summary>A buffer shared DriverToDevice may be read while it is shared: for a log, a checksum, a retry's comparison.</summary>
public sealed unsafe class ReadWhileShared<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public uint Send(DmaBuffer frame)
    {
        PhysAddr at = THal.Share(frame, BufferDirection.DriverToDevice);
        _device.Program(at, frame.Length);
        _device.Kick();
        uint sum = frame[0];
        foreach (byte value in frame.AsReadOnlySpan())
        {
            sum = sum * 31 + value;
        }

        sum += *frame.Pointer;
        Log.Info($"sent {frame.Length} bytes from {(nuint)frame.Pointer:x}, first {frame.Pointer[0]}");
        bool same = frame.AsReadOnlySpan().SequenceEqual(new byte[frame.Length]);
        _device.Wait(10);
        THal.Unshare(at, frame, BufferDirection.DriverToDevice);
        return same ? 0 : sum;
    }
}
