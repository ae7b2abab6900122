using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

/// <summary>An iterator method runs when it is enumerated: the address may go to the device after the call that will end it.</summary>
public sealed class DeferredSteps<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private IEnumerable<int> Completion(PhysAddr at, DmaBuffer data)
    {
        while (!_device.Poll())
        {
            yield return _device.Status;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        yield return data[0];
    }

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        IEnumerable<int> steps = Completion(at, data);
        _device.Program(at, data.Length);
        _device.Kick();
        return steps.Last();
    }

    public int RunByForeach(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int last = 0;
        foreach (int step in Completion(at, data))
        {
            last = step;
            _device.Kick();
        }

        return last;
    }
}
