using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A fluent builder: each call shares and returns the builder, Run ends everything.</summary>
public sealed class ChainBuilder<THal>
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _parts = new();
    private readonly Device _device = new();

    public ChainBuilder<THal> Out(DmaBuffer data)
    {
        _parts.Add(new Shared<THal>(data, BufferDirection.DriverToDevice));
        return this;
    }

    public ChainBuilder<THal> In(DmaBuffer data)
    {
        _parts.Add(new(data, BufferDirection.DeviceToDriver));
        return this;
    }

    public bool Run()
    {
        foreach (Shared<THal> part in _parts)
        {
            _device.Program(part.Paddr, part.Buffer.Length);
        }

        _device.Kick();
        bool done = _device.Wait(10);
        _parts.ForEach(static part => part.Unshare());
        _parts.Clear();
        return done;
    }

    public static bool Ask(DmaBuffer question, DmaBuffer answer) => new ChainBuilder<THal>().Out(question).In(answer).Run();
}
