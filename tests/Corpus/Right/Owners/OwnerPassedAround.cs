using System;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An owner goes to methods that dispose it, into a field, into a task, and out of a method that may make it.</summary>
public sealed class Mapped<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Shared<THal> _share;

    public Mapped(DmaBuffer buffer) => _share = new Shared<THal>(buffer, BufferDirection.Both);

    public PhysAddr At => _share.Paddr;

    public void Dispose() => _share.Unshare();
}

/// <summary>What is done with it.</summary>
public sealed class PassesOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Mapped<THal>? _kept;

    private void Finish(Mapped<THal> mapped)
    {
        _device.Wait(10);
        mapped.Dispose();
    }

    private void Keep(Mapped<THal> mapped)
    {
        _kept?.Dispose();
        _kept = mapped;
    }

    private Mapped<THal>? MakeIf(bool wanted, DmaBuffer data) => wanted ? new Mapped<THal>(data) : null;

    public void Run(DmaBuffer data)
    {
        var mapped = new Mapped<THal>(data);
        _device.Program(mapped.At, data.Length);
        Finish(mapped);
    }

    public void RunKept(DmaBuffer data)
    {
        var mapped = new Mapped<THal>(data);
        _device.Program(mapped.At, data.Length);
        Keep(mapped);
    }

    public bool RunMaybe(DmaBuffer data, bool wanted)
    {
        Mapped<THal>? mapped = MakeIf(wanted, data);
        try
        {
            return mapped is null || _device.Submit(mapped.At);
        }
        finally
        {
            mapped?.Dispose();
        }
    }

    public Task RunTask(DmaBuffer data)
    {
        var mapped = new Mapped<THal>(data);
        return Task.Run(() =>
        {
            using (mapped)
            {
                _device.Submit(mapped.At);
            }
        });
    }

    public void Dispose() => _kept?.Dispose();
}
