using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Steps of a start sequence as lambdas: one shares into a captured local, a later one unshares it.</summary>
public sealed class StepSequence<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer table)
    {
        PhysAddr at = default;
        var steps = new List<Action>
        {
            () => at = THal.Share(table, BufferDirection.DriverToDevice),
            () => _device.Program(at, table.Length),
            () => _device.Wait(10),
            () => THal.Unshare(at, table, BufferDirection.DriverToDevice),
        };
        foreach (Action step in steps)
        {
            step();
        }
    }
}
