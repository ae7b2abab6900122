using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like Linux atm drivers: each open virtual circuit keeps one reassembly buffer with the adapter. The circuit's buffer is found again by
// its number; closing takes it out of the table and ends its share.
public sealed class Reassembly<THal>
    where THal : struct, IHal
{
    private readonly record struct Circuit(PhysAddr Address, PinnedBuffer Memory);

    private readonly Dictionary<int, Circuit> _circuits = [];
    private readonly Device _adapter;

    public Reassembly(Device adapter) => _adapter = adapter;

    public bool Open(int vci, int bytes)
    {
        if (_circuits.ContainsKey(vci))
        {
            return false;
        }

        var memory = new PinnedBuffer(bytes);
        PhysAddr address;
        try
        {
            address = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
        }
        catch (DmaException)
        {
            memory.Dispose();
            return false;
        }

        if (!_adapter.Submit(address, bytes))
        {
            THal.Unshare(address, memory.Buffer, BufferDirection.DeviceToDriver);
            memory.Dispose();
            return false;
        }

        _circuits.Add(vci, new Circuit(address, memory));
        return true;
    }

    public bool Close(int vci)
    {
        if (!_circuits.Remove(vci, out Circuit circuit))
        {
            return false;
        }

        _adapter.WriteRegister(0x40, (uint)vci);
        while (!_adapter.Poll())
        {
            _adapter.Wait(1);
        }

        Release(circuit);
        return true;
    }

    public void CloseAll()
    {
        _adapter.Reset();
        foreach (Circuit circuit in _circuits.Values)
        {
            Release(circuit);
        }

        _circuits.Clear();
    }

    private static void Release(Circuit circuit)
    {
        THal.Unshare(circuit.Address, circuit.Memory.Buffer, BufferDirection.DeviceToDriver);
        circuit.Memory.Dispose();
    }
}
