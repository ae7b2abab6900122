using System;
using System.Threading;
using Devices;
using Hal;

/// <summary>One buffer, shared again for each message; written between the shares.</summary>
public sealed class ReuseOneBuffer<THal>(SerialPort port, DmaBuffer line) where THal : struct, IHal
{
    public void Write(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int n = Math.Min(text.Length, line.Length);
            DmaBuffer part = line.Slice(0, n);
            text[..n].CopyTo(part.AsSpan());
            PhysAddr a = THal.Share(part, BufferDirection.DriverToDevice);
            port.StartTransmit(a, n);
            SpinWait.SpinUntil(() => port.TransmitIdle);
            THal.Unshare(a, part, BufferDirection.DriverToDevice);
            text = text[n..];
        }
    }

    public int Read(Span<byte> into)
    {
        PhysAddr a = THal.Share(line, BufferDirection.DeviceToDriver);
        port.StartReceive(a, line.Length);
        Thread.Sleep(10);
        int n = Math.Min(port.StopReceive(), into.Length);
        THal.Unshare(a, line, BufferDirection.DeviceToDriver);
        line.AsReadOnlySpan()[..n].CopyTo(into);
        return n;
    }
}
