using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A physical address is made from a pointer only to compare, to log, to count with, or to look something up.</summary>
public sealed unsafe class IdentityProbe<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Dictionary<PhysAddr, string> _names = new();

    public bool IsIdentity(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        var same = new PhysAddr((ulong)data.Pointer);
        bool identity = at == same || at.CompareTo(same) == 0;
        Expect.Same(identity, at.Value == (ulong)data.Pointer);
        Expect.That(!at.Equals(new PhysAddr((nuint)(data.Pointer + 1))));
        Log.Info($"{at} for {new PhysAddr((ulong)data.Pointer)}");
        if (_names.TryGetValue(new PhysAddr((ulong)data.Pointer), out string? name))
        {
            Log.Info(name);
        }

        _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return identity;
    }

    public void Tag(DmaBuffer data, void* cookie)
    {
        using var scope = new SharedScope<THal>(data, BufferDirection.DriverToDevice);
        _device.WriteRegister(0x40, (ulong)cookie);
        _device.Program(scope.Paddr, data.Length);
    }
}
