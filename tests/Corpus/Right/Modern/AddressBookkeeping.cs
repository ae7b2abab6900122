using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Addresses that are compared, logged, used as keys and formatted after the share has ended.
public sealed class AddressBookkeeping<THal>(Device device)
    where THal : struct, IHal
{
    private readonly HashSet<ulong> _seen = [];
    private readonly SortedDictionary<ulong, int> _uses = [];

    public string Run(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        ulong value = paddr.Value;
        device.Program(paddr, buffer.Length);
        device.Wait(10);
        THal.Unshare(paddr, buffer, DriverToDevice);
        bool again = !_seen.Add(paddr.Value);
        _uses[value] = _uses.GetValueOrDefault(value) + 1;
        Log.Address(paddr);
        return again && paddr.Value % HalConstants.PageSize == 0 ? $"{paddr} again" : $"{paddr.Value:x}";
    }
}
