using System;
using Devices;
using Hal;

/// <summary>Struct owners with Dispose: in using declarations, in loops with early exits, and nested in each other.</summary>
public struct Hold<THal> : IDisposable
    where THal : struct, IHal
{
    private Shared<THal> _share;

    public Hold(DmaBuffer buffer, BufferDirection direction) => _share = new Shared<THal>(buffer, direction);

    public readonly PhysAddr At => _share.Paddr;

    public void Dispose()
    {
        _share.Unshare();
        _share = default;
    }
}

/// <summary>Two holds in one.</summary>
public struct HoldPair<THal> : IDisposable
    where THal : struct, IHal
{
    private Hold<THal> _in;
    private Hold<THal> _out;

    public HoldPair(DmaBuffer input, DmaBuffer output)
    {
        _in = new Hold<THal>(input, BufferDirection.DriverToDevice);
        _out = new Hold<THal>(output, BufferDirection.DeviceToDriver);
    }

    public readonly (PhysAddr In, PhysAddr Out) At => (_in.At, _out.At);

    public void Dispose()
    {
        _out.Dispose();
        _in.Dispose();
    }
}

/// <summary>The user.</summary>
public sealed class HoldUser<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Run(DmaBuffer[] sources, DmaBuffer target)
    {
        for (int i = 0; i < sources.Length; i++)
        {
            using var pair = new HoldPair<THal>(sources[i], target);
            (PhysAddr from, PhysAddr to) = pair.At;
            int cookie = _engine.Submit(from, to, sources[i].Length);
            if (cookie < 0)
            {
                return cookie;
            }

            if (!_engine.WaitFor(cookie, 10))
            {
                break;
            }
        }

        using (var single = new Hold<THal>(target, BufferDirection.Both))
        {
            return _engine.SubmitFill(single.At, target.Length, 0);
        }
    }
}
