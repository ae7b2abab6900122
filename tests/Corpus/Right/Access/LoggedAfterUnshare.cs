using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>After Unshare the address is still a number: it is logged, compared, put in a history and used as a key.</summary>
public sealed class Bookkeeping<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly List<PhysAddr> _history = new();
    private readonly Dictionary<PhysAddr, int> _uses = new();
    private PhysAddr _last;

    public void Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        _device.Program(at, data.Length);
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        Log.Address(at);
        Log.Info($"{at} ended, {at.Value & 0xFFF} into its page");
        _history.Add(at);
        _uses[at] = _uses.GetValueOrDefault(at) + 1;
        if (at == _last)
        {
            Log.Info("the same place again");
        }

        _last = at;
    }
}
