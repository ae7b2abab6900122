namespace Hal.Analyzers.Flow.Events;

internal enum AddressUse : byte
{
    /// <summary>Written to a register.</summary>
    Register,

    /// <summary>Written as a number through a pointer: a field of a descriptor.</summary>
    Descriptor,

    /// <summary>Passed to a parameter that says, or is seen, to be for the device.</summary>
    DeviceParameter,

    /// <summary>Passed to an address parameter of another method, which may do anything with it.</summary>
    Parameter,

    /// <summary>Passed to an operation of a HAL.</summary>
    HalCall,
}
