using System;
using System.Threading;
using Devices;
using Hal;

public sealed unsafe class RegisterReferences<THal> where THal : struct, IHal
{
    private readonly byte* _regs;

    public RegisterReferences(PhysAddr bar) => _regs = THal.MmioPhysToVirt(bar, 0x200);

    private ref uint Register(int offset) => ref *(uint*)(_regs + offset);

    private ref uint Register2(int offset)
    {
        return ref *(uint*)(_regs + offset);
    }

    private ref uint this[int index] => ref ((uint*)_regs)[index];

    public void Start()
    {
        ref uint control = ref *(uint*)(_regs + 0x10);
        Volatile.Write(ref control, 1);
        Volatile.Write(ref this[4], 1);
        Volatile.Write(ref System.Runtime.CompilerServices.Unsafe.AsRef<uint>(_regs + 8), 1);
        uint* p = &((uint*)_regs)[3];
        Volatile.Write(ref *p, Volatile.Read(ref Register(3)));
    }
}
