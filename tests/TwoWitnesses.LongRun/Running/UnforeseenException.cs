using System;

namespace Hal.TwoWitnesses.Running;

/// <summary>What a call may throw besides what it is known for: only a handler of everything takes it.</summary>
internal sealed class UnforeseenException() : Exception("the script says that the call fails");
