using System;
using Devices;
using Hal;

/// <summary>A lambda and a local function that touch the buffer exist all the time, and run only before Share and after Unshare.</summary>
public sealed class TouchingLambda<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data)
    {
        Action<byte> fill = value => data.AsSpan().Fill(value);
        fill(0xEE);
        Prepare(7);
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        Func<int> parse = () => data[0] + data[1];
        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        fill(0);
        return parse() + Read();

        void Prepare(byte opcode) => data[0] = opcode;
        int Read() => data[2];
    }
}
